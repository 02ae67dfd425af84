import {cookies} from 'next/headers';

/**
 * The permanent token of each session. Keep yours in a database, encrypted, with your users.
 *
 * Next loads a module once for pages and once for routes, so the tokens are global.
 */
const tokens = (globalThis.tokens ??= new Map());

/** Returns the token of the visitor who sent the current request. */
export async function readToken() {
  return tokens.get(await session());
}

export async function writeToken(token) {
  const id = await session();
  if (!id) throw new Error('Nobody is signed in.');
  tokens.set(id, token);
}

async function session() {
  return (await cookies()).get('session')?.value;
}
