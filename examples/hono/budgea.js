import {createBackend} from 'budgea-webview/server';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/**
 * Answers POST …/code and POST …/token.
 *
 * It keeps nothing between requests, so each has one of its own, which reaches what the middleware found.
 */
export function budgea(c) {
  const session = c.get('session');
  const backend = createBackend({
    baseUrl: SERVICE,
    clientId: 17473055,
    clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // the emulated service's own; yours stays out of the code
    getToken: () => session.token,
    saveToken: (_, token) => {
      session.token = token;
    },
  });
  return backend(c.req.raw);
}

/** The connections of whom a permanent token belongs to. */
export async function connectionsOf(token) {
  if (!token) return [];
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return connections;
}
