import {cookies} from 'next/headers';

/**
 * The permanent token of each session. Keep yours in a database, encrypted, with your users.
 *
 * Next loads a module once for pages and once for routes, so the tokens are global.
 */
const tokens = (globalThis.tokens ??= new Map());

/** Returns the visitor who sent the current request, with the token if there is one. */
export async function getUser() {
  const id = (await cookies()).get('session')?.value;
  return id && {id, token: tokens.get(id)};
}

export function saveToken({id}, token) {
  tokens.set(id, token);
}
