'use client';

import {BudgeaCallback} from 'budgea-webview/react';
import Link from 'next/link';
import {useSearchParams} from 'next/navigation';
import {useState} from 'react';

/** What the webview answered, below the name of the bank, and links of Next's router. */
export default function Answer() {
  const query = useSearchParams();
  const [result, setResult] = useState();
  const details = new URLSearchParams(query);
  details.set('view', 'details');
  return (
    <div data-query={query}>
      <h1>{result?.context?.bank ?? 'Back from your bank'}</h1>
      <BudgeaCallback onResult={(event) => setResult(event.result)} />
      <nav>
        <Link href="/">Your banks</Link> <Link href={`?${details}`}>Details</Link>
      </nav>
    </div>
  );
}
