'use client';

import Link from 'next/link';
import {useSearchParams} from 'next/navigation';

/** Links of Next's router: it must not know the webview's answer. */
export function Navigation() {
  const query = useSearchParams();
  const details = new URLSearchParams(query);
  details.set('view', 'details');
  return (
    <nav data-query={query}>
      <Link href="/">Your banks</Link>
      <Link href={`?${details}`}>Details</Link>
    </nav>
  );
}
