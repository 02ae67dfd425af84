'use client';

import {BudgeaCallback} from 'budgea-webview/react';
import {useState} from 'react';

/** What the webview answered, below the name of the bank. */
export function Answer() {
  const [result, setResult] = useState();
  return (
    <>
      <h1>{result?.context?.bank ?? 'Back from your bank'}</h1>
      <BudgeaCallback onResult={(event) => setResult(event.result)} />
    </>
  );
}
