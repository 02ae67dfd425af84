import {NextResponse} from 'next/server';

/** Gives every visitor a session. */
export function proxy(request) {
  const response = NextResponse.next();
  if (!request.cookies.has('session')) {
    response.cookies.set('session', crypto.randomUUID(), {httpOnly: true, sameSite: 'lax'});
  }
  return response;
}

export const config = {matcher: '/'};
