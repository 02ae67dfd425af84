import {randomUUID} from 'node:crypto';
import type {Handle} from '@sveltejs/kit';

/** Gives every visitor a session. */
export const handle: Handle = ({event, resolve}) => {
  const {cookies, locals} = event;
  locals.session = cookies.get('session') ?? randomUUID();
  cookies.set('session', locals.session, {path: '/'}); // SvelteKit adds HttpOnly, SameSite=Lax and Secure
  return resolve(event);
};
