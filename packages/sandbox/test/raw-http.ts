import {connect} from 'node:net';

/** An answer, as it came through the socket. */
export interface RawAnswer {
  readonly status: number;
  /** The names are in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes that no client would send, and reads until the server closes the connection. */
export async function sendRaw(address: string, request: string): Promise<RawAnswer> {
  const {hostname, port} = new URL(address);
  const text = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    // a server that stops reading may reset the connection behind its answer
    socket.on('error', (error) => {
      if (received === '') reject(error);
    });
    socket.on('close', () => {
      resolve(received);
    });
    socket.write(request, 'latin1');
  });
  return parsed(text);
}

/** Writes a request that asks the server to close the connection. */
export function rawRequest(
  target: string,
  headers: readonly string[],
  {method = 'GET', body = ''}: {readonly method?: string; readonly body?: string} = {},
): string {
  return [`${method} ${target} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n');
}

function parsed(text: string): RawAnswer {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = fields.map((field): [string, string] => {
    const [name = '', ...value] = field.split(':');
    return [name.toLowerCase(), value.join(':').trim()];
  });
  return {status: Number(line.split(' ')[1]), headers: new Map(headers), body: body.join('\r\n\r\n')};
}
