import {once} from 'node:events';
import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createRequestListener} from '@remix-run/node-fetch-server';

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

/** A service that answers requests. */
export interface Answering {
  fetch(request: Request): Response | Promise<Response>;
}

/** A service behind a server that can fail. */
export interface Upstream extends Listening {
  /** The method and path of each request, in order. */
  readonly received: string[];
  /** Fails `times` requests after the next `workingBefore` ones, then works again. */
  fail(fault: Fault, times: number, workingBefore?: number): void;
}

/** Starts a service on a free port. */
export async function upstream(service: Answering): Promise<Upstream> {
  const faults: (Fault | undefined)[] = [];
  const received: string[] = [];
  const working = createRequestListener((request: Request) => service.fetch(request));
  const server = await listen((request, response) => {
    received.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const fault = faults.shift();
    if (fault) fault(request, response);
    else working(request, response);
  });
  return {
    ...server,
    received,
    fail: (fault, times, workingBefore = 0) => {
      faults.length = 0;
      for (let time = 0; time < workingBefore; time += 1) faults.push(undefined);
      for (let time = 0; time < times; time += 1) faults.push(fault);
    },
  };
}
