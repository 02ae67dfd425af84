import {createBackend} from 'budgea-webview/server';
import {sessionOf} from './session.server.js';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/** The permanent token of each session. Keep yours in a database, encrypted, with your users. */
const tokens = new Map();

export const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser: async (request) => {
    const session = await sessionOf(request);
    return session && {id: session, token: tokens.get(session)};
  },
  saveToken: ({id: session}, token) => {
    tokens.set(session, token);
  },
});

/** Lists a session's connections. */
export async function connectionsOf(session) {
  const token = tokens.get(session);
  if (!token) return [];
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return connections.map(({id, bank}) => ({id, bank: bank.name}));
}
