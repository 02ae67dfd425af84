'use client';

import {useEffect} from 'react';

/** Registers the elements in the browser after Next's router has started: it would put the answer back into the address. */
export function Elements() {
  useEffect(() => {
    import('budgea-webview/define');
  }, []);
  return null;
}
