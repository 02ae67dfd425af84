import type {ReceivedRequest} from './control.js';
import {masked, maskedValue} from './mask.js';

const MAX_REQUESTS = 1000;
/** The id of a session is a secret: it is enough to continue the session. */
const SESSION = /(?<=\/session\/)[^/]+/;

/** Records the last requests to a sandbox. */
export class Journal {
  readonly #requests: ReceivedRequest[] = [];

  /** Copies of the recorded requests, oldest first. */
  get requests(): readonly ReceivedRequest[] {
    return this.#requests.map((request) => ({...request}));
  }

  /** Records a request, and returns a function that adds the status of the response. */
  record(request: Request, url: URL, time: number): (status: number) => void {
    const authorization = request.headers.get('authorization');
    const entry: {-readonly [Name in keyof ReceivedRequest]: ReceivedRequest[Name]} = {
      time,
      method: request.method,
      path: url.pathname.replace(SESSION, masked),
      query: queryOf(url),
      ...(authorization !== null && {authorization: authorization.replace(/\S+$/, masked)}),
    };
    this.#requests.push(entry);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift();
    return (status) => {
      entry.status = status;
    };
  }
}

function queryOf({searchParams}: URL): Readonly<Record<string, string>> {
  const names = new Set(searchParams.keys());
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      searchParams
        .getAll(name)
        .map((value) => maskedValue(name, value))
        .join('\n'),
    ]),
  );
}
