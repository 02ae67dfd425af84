import type {H3Event} from 'h3';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
export const SERVICE = 'http://localhost:4001';

/** The permanent token of each user. Keep yours in a database, encrypted. */
const tokens = new Map<string, string>();

/** Returns the visitor. In your app, the user who is signed in. */
export function userOf({context}: H3Event) {
  return {id: context.session, token: tokens.get(context.session)};
}

export function writeToken({id}: {id: string}, token: string | null) {
  if (token) tokens.set(id, token);
  else tokens.delete(id);
}
