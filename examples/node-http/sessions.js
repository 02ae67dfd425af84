import {randomUUID} from 'node:crypto';

/** The session of each visitor. Keep yours in a database, with the permanent tokens encrypted. */
const sessions = new Map();

/** Returns the session that a Cookie header names, if there is one. */
export function sessionIn(cookies) {
  return sessions.get(/(?:^|; )session=([\w-]+)/.exec(cookies ?? '')?.[1]);
}

/** Keeps the permanent token of a session. */
export function saveToken(id, token) {
  sessions.get(id).token = token;
}

/** Starts a session, and returns the Set-Cookie header for it. */
export function startSession() {
  const id = randomUUID();
  sessions.set(id, {id});
  return `session=${id}; Path=/; HttpOnly; SameSite=Lax`;
}
