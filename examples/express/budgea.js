import {createBackend} from 'budgea-webview/server';
import {nodeListener} from 'budgea-webview/server/node';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

const backend = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  // the platform is the request of Express, with its session
  getUser: (_, {session}) => ({id: session.id, token: session.token}),
  // a session is enough for a demo: keep your tokens in a database, encrypted, with the users
  saveToken: (_, token, {platform: {session}}) => {
    session.token = token;
  },
});

/** Answers the routes of the back end. */
export const budgea = nodeListener(backend);

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
