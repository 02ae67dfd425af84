import {randomUUID} from 'node:crypto';

/** What is known of each visitor. Keep yours in a database, the permanent tokens encrypted. */
const sessions = new Map();

/** The session that a Cookie header names, if there is one. */
export function sessionIn(cookies) {
  return sessions.get(/(?:^|; )session=([\w-]+)/.exec(cookies ?? '')?.[1]);
}

/** Starts a session, and gives the Set-Cookie header that keeps it. */
export function startSession() {
  const id = randomUUID();
  sessions.set(id, {});
  return `session=${id}; Path=/; HttpOnly; SameSite=Lax`;
}
