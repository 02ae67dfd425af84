import {getUser} from './tokens.js';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
export const SERVICE = 'http://localhost:4001';

/** Returns the visitor's connections. */
export async function listConnections() {
  const user = await getUser();
  if (!user?.token) return [];
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${user.token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return connections;
}
