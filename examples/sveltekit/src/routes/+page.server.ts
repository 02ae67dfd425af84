import {SERVICE, userOf} from '$lib/server/users';
import type {PageServerLoad} from './$types';

interface Connection {
  readonly id: number;
  readonly bank: {readonly name: string};
}

/** Lists the visitor's connections. */
export const load: PageServerLoad = async ({locals, fetch}) => {
  const {token} = userOf(locals);
  if (!token) return {connections: []};
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections}: {connections: Connection[]} = await answer.json();
  return {connections: connections.map(({id, bank}) => ({id, bank: bank.name}))};
};
