'use client';

import dynamic from 'next/dynamic';

// the answer is for the browser: what the server rendered of its query would stay in the page
const Answer = dynamic(() => import('./answer.js'), {
  ssr: false,
  loading: () => <h1>Back from your bank</h1>,
});

export default function Callback() {
  return (
    <main>
      <Answer />
    </main>
  );
}
