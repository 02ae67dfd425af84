import {Suspense} from 'react';
import {Answer} from './answer.js';
import {Navigation} from './navigation.js';

export default function Callback() {
  return (
    <main>
      <Answer />
      {/* a page that is built in advance has no query before it is in the browser */}
      <Suspense>
        <Navigation />
      </Suspense>
    </main>
  );
}
