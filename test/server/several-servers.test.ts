import {request as ask} from 'node:http';
import {describe, expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {endFlow, fetchFrom} from '../../packages/sandbox/src/testing.js';
import {webviewUrl} from '../../src/flows/index.js';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {CLIENT} from './todays-service.js';
import {listen} from './upstream.js';

describe('two back ends behind a balancer', () => {
  for (const createUserAt of ['callback', 'start'] as const) {
    it(`serve one user in turn, with createUserAt ${createUserAt}`, async () => {
      const sandbox = createSandbox();
      /** The database is all that they share. */
      const tokens = new Map<unknown, string | null>();
      const served = [0, 0];
      const instance = (index: number) =>
        listen((request, response) => {
          served[index] = (served[index] ?? 0) + 1;
          const backend = createBackend({
            domain: 'demo',
            clientId: CLIENT.id,
            clientSecret: CLIENT.secret,
            createUserAt,
            getUser: ({headers}) => {
              const id = headers.get('x-user') ?? '';
              return {id, token: tokens.get(id)};
            },
            saveToken: ({id}, token) => void tokens.set(id, token),
            fetch: fetchFrom(sandbox),
          });
          nodeListener(backend)(request, response);
        });
      await using first = await instance(0);
      await using second = await instance(1);
      let turn = 0;
      await using balancer = await listen((request, response) => {
        const {url} = turn++ % 2 === 0 ? first : second;
        const {method, headers} = request;
        const passed = ask(`${url}${request.url ?? ''}`, {method, headers}, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        });
        request.pipe(passed);
      });
      const send = async (method: string, path: string, body?: object): Promise<[number, unknown]> => {
        const headers = {'x-user': 'ann', 'content-type': 'application/json'};
        const init = {method, headers, ...(body && {body: JSON.stringify(body)})};
        const response = await fetch(`${balancer.url}/api/budgea/${path}`, init);
        const text = await response.text();
        return [response.status, text ? JSON.parse(text) : undefined];
      };

      const [, started] = await send('POST', 'code', {});
      const {code, owner} = started as {code: string | null; owner: string};
      const url = webviewUrl('connect', {
        domain: 'demo',
        clientId: CLIENT.id,
        redirectUri: 'https://app.example/callback',
        code,
      });
      const callback = new URL(await endFlow(sandbox, url, {connectorIds: [59]}));
      const received = callback.searchParams.get('code');
      expect(received === null).toBe(createUserAt === 'start');
      if (received !== null) expect((await send('POST', 'token', {code: received, owner}))[0]).toBe(204);

      const [status, listed] = await send('GET', 'connections');
      const {connections} = listed as {connections: {id: string}[]};
      expect([status, connections.length]).toEqual([200, 1]);
      const connectionId = connections[0]?.id;
      expect((await send('POST', 'refresh', {connectionId}))[0]).toBe(202);
      expect((await send('DELETE', `connections/${connectionId ?? ''}`))[0]).toBe(204);
      expect(await send('GET', 'connections')).toEqual([200, {connections: []}]);
      expect(Math.min(...served)).toBeGreaterThan(1);
    });
  }
});
