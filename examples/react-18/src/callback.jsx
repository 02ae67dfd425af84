import {useState} from 'react';
import {useElement} from './use-element.js';

export function Callback() {
  const [result, setResult] = useState();
  const ref = useElement({listeners: {'budgea-result': (event) => setResult(event.result)}});
  return (
    <>
      <h1>{result?.context?.bank ?? 'Back from your bank'}</h1>
      <budgea-callback ref={ref}></budgea-callback>
    </>
  );
}
