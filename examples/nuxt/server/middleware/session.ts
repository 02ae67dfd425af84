import {randomUUID} from 'node:crypto';

/** Gives every visitor a session. */
export default defineEventHandler((event) => {
  event.context.session = getCookie(event, 'session') ?? randomUUID();
  setCookie(event, 'session', event.context.session, {httpOnly: true, sameSite: 'lax'});
});
