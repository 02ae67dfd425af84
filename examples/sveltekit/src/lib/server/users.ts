/** The emulated service. Your own is https://<domain>.biapi.pro. */
export const SERVICE = 'http://localhost:4001';

/** The permanent token of each user. Keep yours in a database, encrypted. */
const tokens = new Map<string, string>();

/** Returns the visitor. In your app, the user who is signed in. */
export function userOf({session}: App.Locals) {
  return {id: session, token: tokens.get(session)};
}

export function writeToken({id}: {id: string}, token: string | null) {
  if (token) tokens.set(id, token);
  else tokens.delete(id);
}
