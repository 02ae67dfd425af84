// In place of your own back end, which knows who is signed in, and keeps the users' permanent tokens.
import {randomUUID} from 'node:crypto';
import {createBackend} from 'budgea-webview/server';

/** The emulated service. Your own is https://<domain>.biapi.pro. */
const SERVICE = 'http://localhost:4001';

/** The permanent token of each session. Keep yours in a database, encrypted, with your users. */
const tokens = new Map();

const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser: (request) => {
    const session = sessionOf(request);
    return session && {id: session, token: tokens.get(session)};
  },
  saveToken: ({id: session}, token) => {
    tokens.set(session, token);
  },
});

/** Answers GET …/connections, POST …/code and POST …/token. */
export function backEnd(request) {
  return new URL(request.url).pathname.endsWith('/connections') ? listConnections(request) : budgea(request);
}

async function listConnections(request) {
  const session = sessionOf(request);
  if (!session) return Response.json([], {headers: {'set-cookie': signIn()}});
  const token = tokens.get(session);
  if (!token) return Response.json([]);
  const answer = await fetch(`${SERVICE}/2.0/users/me/connections?expand=bank`, {
    headers: {authorization: `Bearer ${token}`},
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const {connections} = await answer.json();
  return Response.json(connections.map(({id, bank}) => ({id, bank: bank.name})));
}

function signIn() {
  return `session=${randomUUID()}; Path=/; HttpOnly; SameSite=Lax`;
}

function sessionOf(request) {
  return /(?:^|; )session=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
}
