// The same work as a good developer writes it for one app: `URL`, a random state, one entry per attempt, verified, used once
// and for one hour, and an address bar without the answer. It trusts its caller, and checks no option.
const PREFIX = 'bank:';
const LIFETIME = 3_600_000;
const ANSWER = ['state', 'error', 'error_description', 'code', 'connection_id'];

/** Builds an address with the six values that `webviewUrl` gets. */
export function address({domain, clientId, redirectUri, code, connectionId, state, resetCredentials}) {
  const url = new URL(`https://${domain}.biapi.pro/2.0/auth/webview/reconnect`);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('code', code);
  url.searchParams.set('connection_id', connectionId);
  url.searchParams.set('state', state);
  url.searchParams.set('reset_credentials', String(resetCredentials));
  return url.href;
}

/** Builds the same address in the shortest way: without `URL`, with every value encoded. */
export function concatenated({domain, clientId, redirectUri, code, connectionId, state, resetCredentials}) {
  return `https://${domain}.biapi.pro/2.0/auth/webview/reconnect?client_id=${encodeURIComponent(
    clientId,
  )}&redirect_uri=${encodeURIComponent(redirectUri)}&code=${encodeURIComponent(
    code,
  )}&connection_id=${encodeURIComponent(connectionId)}&state=${encodeURIComponent(
    state,
  )}&reset_credentials=${encodeURIComponent(resetCredentials)}`;
}

/** Remembers an attempt and leaves the page. */
export function start({returnTo, context, store, navigate, ...options}) {
  const state = crypto.randomUUID();
  const url = address({...options, state});
  remember(store, state, {flow: 'reconnect', time: Date.now(), returnTo, context});
  navigate(url);
}

/** Remembers an attempt under its state. */
export function remember(store, state, attempt) {
  store.setItem(PREFIX + state, JSON.stringify(attempt));
}

/** Removes an attempt from the storage, and returns it. */
export function take(store, state) {
  const text = store.getItem(PREFIX + state);
  if (text === null) return undefined;
  store.removeItem(PREFIX + state);
  return JSON.parse(text);
}

/** Reads an answer, and believes it if it belongs to an attempt of this browser. */
export function finish(href, store) {
  return finishUrl(new URL(href), store);
}

/** Does the same on the callback page, and removes the answer from the address bar. */
export function finishPage() {
  const url = new URL(location.href);
  const result = finishUrl(url, localStorage);
  if (result.kind !== 'none' && result.kind !== 'unverified') {
    for (const name of ANSWER) url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
  }
  return result;
}

function finishUrl({searchParams}, store) {
  const state = searchParams.get('state');
  if (!state) return {kind: 'none'};
  const attempt = take(store, state);
  if (!attempt || Date.now() - attempt.time > LIFETIME) return {kind: 'unverified'};
  const {flow, returnTo, context} = attempt;
  const error = searchParams.get('error');
  if (error) {
    const kind = error === 'access_denied' ? 'cancelled' : 'failed';
    return {kind, flow, error, description: searchParams.get('error_description'), returnTo, context};
  }
  const code = searchParams.get('code');
  return {kind: 'success', flow, connectionId: searchParams.get('connection_id'), code, returnTo, context};
}
