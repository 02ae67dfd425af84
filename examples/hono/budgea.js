import {createBackend} from 'budgea-webview/server';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

const backend = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  // the platform is what the back end is called with: here Hono's context, with the session that the middleware found
  getUser: (_, c) => c.get('session'),
  saveToken: (_, token, {platform: c}) => {
    c.get('session').token = token;
  },
});

/** Answers the routes of the back end. */
export function budgea(c) {
  return backend(c.req.raw, c);
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
