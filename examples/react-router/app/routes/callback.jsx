import {BudgeaCallback} from 'budgea-webview/react';
import {useState} from 'react';
import {Link, useSearchParams} from 'react-router';

// the answer is for the browser: what the server rendered of its query would stay in the page
export function clientLoader() {
  return null;
}
clientLoader.hydrate = true;

export function HydrateFallback() {
  return <h1>Back from your bank</h1>;
}

export default function Callback() {
  const [query] = useSearchParams();
  const [result, setResult] = useState();
  const details = new URLSearchParams(query);
  details.set('view', 'details');
  return (
    <div data-query={String(query)}>
      <h1>{result?.context?.bank ?? 'Back from your bank'}</h1>
      <BudgeaCallback onResult={(event) => setResult(event.result)} />
      <nav>
        <Link to="/">Your banks</Link> <Link to={{search: String(details)}}>Details</Link>
      </nav>
    </div>
  );
}
