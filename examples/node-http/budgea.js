import {createBackend} from 'budgea-webview/server';
import {sessionIn} from './sessions.js';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/** Answers POST …/code and POST …/token. */
export const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getToken: (request) => sessionIn(request.headers.get('cookie'))?.token,
  saveToken: (request, token) => {
    const session = sessionIn(request.headers.get('cookie'));
    if (!session) throw new Error('Nobody is signed in.');
    session.token = token;
  },
});

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
