import {randomUUID} from 'node:crypto';
import {createCookie} from 'react-router';

const cookie = createCookie('session', {path: '/', httpOnly: true, sameSite: 'lax'});

/** Returns the visitor's session. In your app, the user who is signed in. */
export function sessionOf(request) {
  return cookie.parse(request.headers.get('cookie'));
}

/** Begins a session, and returns its cookie. */
export function signIn() {
  return cookie.serialize(randomUUID());
}
