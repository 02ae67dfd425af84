import {messageFor} from 'budgea-webview/flows';
import {use} from 'react';
import {arrive} from './budgea.js';

export function Callback() {
  const {result, saved} = use(arrive());
  return (
    <>
      <h1>{result.context?.bank ?? 'Back from your bank'}</h1>
      <p role="status">
        {saved
          ? messageFor(result, 'en')
          : 'The bank is connected, but we could not save it. Please start again.'}
      </p>
      <a href={result.returnTo ?? '/'}>{result.kind === 'success' ? 'Continue' : 'Go back'}</a>
    </>
  );
}
