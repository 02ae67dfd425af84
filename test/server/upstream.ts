import {once} from 'node:events';
import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createRequestListener} from '@remix-run/node-fetch-server';
import {createSandbox, type Sandbox} from '../../packages/sandbox/src/index.js';

/** A server on a free port of this machine. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server, which runs until it is disposed. */
export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers instead of the service. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

/** The emulated service behind a server that can fail. */
export interface Upstream extends Listening {
  readonly sandbox: Sandbox;
  /** The method and path of each request, in order. */
  readonly received: string[];
  /** Fails the next requests, `times` of them, then works again. */
  fail(fault: Fault, times: number): void;
}

/** Starts the emulated service on a free port. */
export async function upstream(sandbox: Sandbox = createSandbox()): Promise<Upstream> {
  const faults: Fault[] = [];
  const received: string[] = [];
  const working = createRequestListener((request: Request) => sandbox.fetch(request));
  const server = await listen((request, response) => {
    received.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const fault = faults.shift();
    if (fault) fault(request, response);
    else working(request, response);
  });
  return {
    ...server,
    sandbox,
    received,
    fail: (fault, times) => {
      faults.length = 0;
      for (let time = 0; time < times; time += 1) faults.push(fault);
    },
  };
}
