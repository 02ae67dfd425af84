import {createBackend} from 'budgea-webview/server';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/**
 * Answers POST …/code and POST …/token.
 *
 * It keeps nothing between requests, so each request creates its own, which can read what the middleware found.
 */
export function budgea(c) {
  const session = c.get('session');
  const backend = createBackend({
    baseUrl: SERVICE,
    clientId: 17473055,
    clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
    getToken: () => session.token,
    saveToken: (_, token) => {
      session.token = token;
    },
  });
  return backend(c.req.raw);
}

/** Returns the connections of the user with this permanent token. */
export async function connectionsOf(token) {
  if (!token) return [];
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return connections;
}
