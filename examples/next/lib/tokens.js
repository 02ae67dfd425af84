import {cookies} from 'next/headers';

/**
 * The permanent token of each session. Keep yours in a database, encrypted, with your users.
 *
 * Next loads a module once for pages and once for routes: what both see is global.
 */
const tokens = (globalThis.tokens ??= new Map());

/** The token of the visitor whose request is being answered. */
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
