import {createRequestListener} from '@remix-run/node-fetch-server';
import {createBackend} from 'budgea-webview/server';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/**
 * Answers POST …/code and POST …/token.
 *
 * It keeps nothing between requests, so each request creates its own, which can read the session that Express found.
 */
export function budgea(request, response) {
  const backend = createBackend({
    baseUrl: SERVICE,
    clientId: 17473055,
    clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
    getToken: () => request.session.token,
    // a session is enough for a demo: keep your tokens in a database, encrypted, with the users
    saveToken: (_, token) => {
      request.session.token = token;
    },
  });
  return createRequestListener(backend)(request, response);
}

/** Returns the connections of the user with this permanent token. */
export async function connectionsOf(token) {
  if (!token) return [];
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return connections.map(({id, bank}) => ({id, bank: bank.name}));
}
