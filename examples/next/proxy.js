import {NextResponse} from 'next/server';

/** Gives every visitor a session, and keeps the webview's answer from Next's server. */
export function proxy(request) {
  const {nextUrl, cookies} = request;
  // only the browser needs the answer: what Next's server knows of an address comes back in Next's router
  const isAnswer = nextUrl.pathname === '/callback' && nextUrl.searchParams.has('state');
  const response = isAnswer ? NextResponse.rewrite(new URL('/callback', nextUrl)) : NextResponse.next();
  if (!cookies.has('session')) {
    response.cookies.set('session', crypto.randomUUID(), {httpOnly: true, sameSite: 'lax'});
  }
  return response;
}

export const config = {matcher: ['/', '/callback']};
