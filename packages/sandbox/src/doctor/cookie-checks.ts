import {coversHost, isBelow, isLocal, lifetimeOf, pathOf, type SetCookie} from './cookies.js';
import {type Problem, problem} from './finding.js';
import type {Started} from './start-checks.js';

/** How long the user may need at the bank, in seconds. */
const MIN_LIFETIME = 600;

/** How long a flow may stay open, in seconds. */
const MAX_LIFETIME = 86_400;

/** Returns the cookie that keeps the attempt: the one that names the state, or else the new ones. */
export function attemptCookies(
  {state, cookies}: Started,
  ownCookies: readonly string[],
): readonly SetCookie[] {
  const isNew = (cookie: SetCookie): boolean => lifetimeOf(cookie) > 0 && cookie.value !== '';
  const added = cookies.filter(isNew);
  const named = added.filter(({name}) => state !== '' && name.includes(state));
  return named.length > 0 ? named : added.filter(({name}) => !ownCookies.includes(name));
}

/** Returns what is wrong with a cookie, by its attributes. */
export function cookieProblems(cookie: SetCookie, returnUrl: URL): readonly Problem[] {
  return [
    readable(cookie),
    sameSite(cookie),
    secure(cookie, returnUrl),
    domain(cookie, returnUrl),
    path(cookie, returnUrl),
    lifetime(cookie),
  ].filter((found) => found !== undefined);
}

function readable({attributes}: SetCookie): Problem | undefined {
  if (attributes.has('httponly')) return undefined;
  return problem(
    'cookie-readable',
    'Scripts can read the cookie of the start: HttpOnly is missing. If the back end sends it, a proxy that rewrites cookies removes it.',
  );
}

function sameSite({attributes}: SetCookie): Problem | undefined {
  const value = attributes.get('samesite')?.toLowerCase();
  if (value === 'lax') return undefined;
  return problem(
    'cookie-same-site',
    value === 'strict'
      ? 'The cookie of the start has SameSite=Strict, so no browser sends it when the webview leads back. Use Lax.'
      : `The cookie of the start has ${value === undefined ? 'no SameSite' : 'SameSite=None'}, so other sites can make a browser send it. Use Lax. A proxy that rewrites cookies may have changed it.`,
  );
}

function secure({name, attributes, setBy}: SetCookie, {protocol}: URL): Problem | undefined {
  const isSecure = attributes.has('secure');
  if (protocol === 'https:' && !isSecure) {
    const refused = /^__/.test(name) ? ' A browser refuses it, because of the prefix of its name.' : '';
    return problem(
      'cookie-insecure',
      `The cookie of the start has no Secure, although the address has https.${refused} Set publicUrl to the address with https. If the back end sends it, a proxy removes it.`,
    );
  }
  if (protocol === 'http:' && isSecure) {
    return problem(
      'cookie-insecure',
      `The cookie of the start has Secure, and the address has http: ${isLocal(setBy) ? 'Safari drops' : 'browsers drop'} it. Examine the public address with https, or set publicUrl to one with http.`,
    );
  }
  return undefined;
}

function domain(cookie: SetCookie, returnUrl: URL): Problem | undefined {
  const {name, attributes} = cookie;
  const value = attributes.get('domain');
  if (value === undefined) return undefined;
  if (!coversHost(cookie, returnUrl)) {
    return problem(
      'cookie-domain',
      `The cookie of the start has Domain=${value}, and browsers are at ${returnUrl.hostname}, so they drop it. A proxy or a middleware sets it: remove it.`,
    );
  }
  return /^__host-/i.test(name)
    ? problem(
        'cookie-domain',
        'A browser drops the cookie of the start: a name with __Host- allows no Domain. A proxy or a middleware adds it: remove it.',
      )
    : undefined;
}

function path(cookie: SetCookie, {pathname}: URL): Problem | undefined {
  const found = pathOf(cookie);
  if (!isBelow(pathname, found)) {
    return problem(
      'cookie-path',
      `The cookie of the start has the path ${found}, so no browser sends it to ${pathname}. A proxy rewrites the path, or removes a prefix: use Path=/.`,
    );
  }
  return /^__host-/i.test(cookie.name) && cookie.attributes.get('path') !== '/'
    ? problem(
        'cookie-path',
        `A browser drops the cookie of the start: a name with __Host- needs Path=/, and it has ${found}. A proxy rewrites the path.`,
      )
    : undefined;
}

function lifetime(cookie: SetCookie): Problem | undefined {
  const seconds = lifetimeOf(cookie);
  if (seconds === Infinity || (seconds >= MIN_LIFETIME && seconds <= MAX_LIFETIME)) return undefined;
  return problem(
    'cookie-lifetime',
    seconds < MIN_LIFETIME
      ? `The cookie of the start ends after ${Math.round(seconds)} s. A user needs minutes at the bank: keep it for an hour.`
      : `The cookie of the start is kept for ${Math.round(seconds / 3600)} hours. Keep it for one.`,
  );
}
