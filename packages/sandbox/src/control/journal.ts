import type {ReceivedRequest} from './control.js';
import {masked, maskedValue} from './mask.js';

const MOST = 1000;
/** Whoever knows the id of a session can go on with it. */
const SESSION = /(?<=\/session\/)[^/]+/;

/** The last requests that a sandbox answered. */
export class Journal {
  readonly #requests: ReceivedRequest[] = [];

  get requests(): readonly ReceivedRequest[] {
    return this.#requests.map((request) => ({...request}));
  }

  /** Notes a request. What it gives notes the status of the answer. */
  note(request: Request, url: URL, time: number): (status: number) => void {
    const authorization = request.headers.get('authorization');
    const entry: {-readonly [Name in keyof ReceivedRequest]: ReceivedRequest[Name]} = {
      time,
      method: request.method,
      path: url.pathname.replace(SESSION, masked),
      query: queryOf(url),
      ...(authorization !== null && {authorization: authorization.replace(/\S+$/, masked)}),
    };
    this.#requests.push(entry);
    if (this.#requests.length > MOST) this.#requests.shift();
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
