import {randomUUID} from 'node:crypto';
import {getCookie, setCookie} from 'hono/cookie';

/** The session of each visitor. Keep yours in a database, with the permanent tokens encrypted. */
const sessions = new Map();

/** Gives every visitor a session. */
export async function session(c, next) {
  let id = getCookie(c, 'session');
  if (!sessions.has(id)) {
    id = randomUUID();
    sessions.set(id, {id});
    setCookie(c, 'session', id, {httpOnly: true, sameSite: 'Lax'});
  }
  c.set('session', sessions.get(id));
  await next();
}
