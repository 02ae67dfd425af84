'use client';

import {useEffect} from 'react';

/** Registers the elements in the browser, once Next's router is there: before, it would put the address back. */
export function Elements() {
  useEffect(() => {
    import('budgea-webview/define');
  }, []);
  return null;
}
