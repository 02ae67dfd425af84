import {createBackend} from 'budgea-webview/server';
import {saveToken, sessionIn} from './sessions.js';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/** Answers the routes of the back end. */
export const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser: (request) => sessionIn(request.headers.get('cookie')),
  saveToken: ({id}, token) => saveToken(id, token),
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
