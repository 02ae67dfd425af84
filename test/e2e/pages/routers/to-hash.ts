import {BASE} from './base.js';

/** Shows the answer's page in an app whose routes are in the hash: a redirect URI has no hash. */
export function moveToHash(): void {
  const {pathname, search} = location;
  if (pathname === `${BASE}callback`) history.replaceState(history.state, '', `${BASE}${search}#/callback`);
}
