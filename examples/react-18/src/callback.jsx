import {BudgeaCallback} from 'budgea-webview/react';
import {useState} from 'react';

export function Callback() {
  const [result, setResult] = useState();
  return (
    <>
      <h1>{result?.context?.bank ?? 'Back from your bank'}</h1>
      <BudgeaCallback onResult={(event) => setResult(event.result)} />
    </>
  );
}
