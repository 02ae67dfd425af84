import {own} from '../own.js';
import {type Finding, finding} from './finding.js';

/** The back end to examine. */
export interface BackendToExamine {
  /** The address at which it is mounted, such as `http://localhost:3000/api/budgea`. */
  readonly url: URL;
  /** The headers of a signed-in user, such as `Cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
}

/** Examines the routes of a back end: it must give a code to its own pages, and to no others. */
export async function checkBackend(backend: BackendToExamine): Promise<readonly Finding[]> {
  const answer = await postCode(backend, 'same-origin');
  const code = finding(
    'POST …/code gives a code to the page of a signed-in user',
    isCode(answer),
    adviceFor(answer),
  );
  if (answer === undefined) return [code];
  const foreign = await postCode(backend, 'cross-site');
  const refusal = finding(
    'POST …/code refuses the page of another site',
    foreign !== undefined && !isCode(foreign),
    'Any site can get a code of your users. Something removes the headers Origin and Sec-Fetch-Site, or the route does not check them.',
  );
  return [code, refusal];
}

/** The answer of `POST …/code`. */
interface CodeAnswer {
  readonly status: number;
  /** The JSON object of the body; nothing if it is none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

async function postCode(
  {url, headers, fetch}: BackendToExamine,
  site: 'same-origin' | 'cross-site',
): Promise<CodeAnswer | undefined> {
  const address = new URL(url);
  address.pathname = `${url.pathname.replace(/\/$/, '')}/code`;
  const origin = site === 'same-origin' ? url.origin : 'https://foreign.example';
  const sent = own({...headers, 'content-type': 'application/json', 'sec-fetch-site': site, origin});
  try {
    const init = own({method: 'POST', headers: sent, body: '{}', redirect: 'manual' as const});
    const response = await fetch(address, init);
    return {status: response.status, json: jsonObject(await response.text())};
  } catch {
    return undefined;
  }
}

function jsonObject(text: string): CodeAnswer['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? own(value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it has a code, or says that the user has none yet. */
function isCode(answer: CodeAnswer | undefined): boolean {
  if (answer?.status !== 200) return answer?.status === 204;
  const code = answer.json?.['code'];
  return typeof code === 'string' || code === null;
}

function adviceFor(answer: CodeAnswer | undefined): string {
  if (answer === undefined)
    return 'Nothing answers at this address. Start the back end, or correct the address.';
  const {status, json} = answer;
  if (status === 401) {
    return 'No user is signed in. Give the cookie of a session by --header; if you did, a proxy removes it, or getUser does not find it.';
  }
  if (status === 403)
    return 'It takes this request for one of another site. A proxy changes Host or the scheme: set allowedOrigins.';
  if (status === 404 || status === 405)
    return `It answers ${status}. Mount the back end at this path, for POST.`;
  if (status >= 300 && status <= 399)
    return `It answers ${status}, a redirect, such as to a sign-in page. The route must answer by itself.`;
  if (json === undefined) return `It answers ${status} without JSON: another handler answers at this path.`;
  return `It answers ${status}. The log of the back end says why.`;
}
