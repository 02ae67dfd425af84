import {fail, missing} from '../../service/flow-error.js';
import {parseUrl} from '../../service/options.js';
import {parse, send} from './back-end.js';
import {type ReadConnection, readConnections} from './connections-answer.js';
import {refusePropertyAttributes} from './property-attributes.js';
import {settingsOf} from './settings.js';
import {refuseSourceTexts} from './source-text.js';

/**
 * Asks the host's back end for the user's connections.
 *
 * @throws {FlowError} `connections-unavailable`; `missing-parameter` or `invalid-parameter` for `connectionsUrl` or `fetch`.
 */
export async function requestConnections(
  element: Element,
  signal: AbortSignal,
): Promise<readonly ReadConnection[]> {
  const answer = parse(await request(element, 'GET', '', undefined, signal));
  return (
    readConnections(answer) ??
    fail('connections-unavailable', 'connectionsUrl must answer with JSON that has connections', {
      option: 'connectionsUrl',
    })
  );
}

/** Asks the host's back end to disconnect a bank. It throws as `requestConnections` does. */
export async function requestDisconnect(element: Element, id: string): Promise<void> {
  await request(element, 'DELETE', `/${id}`);
}

/** Asks the host's back end for fresh data of a bank. It throws as `requestConnections` does. */
export async function requestRefresh(element: Element, connectionId: string): Promise<void> {
  await request(element, 'POST', '/../refresh', {connectionId});
}

/** Sends a request to `connectionsUrl`, or to a path relative to it. */
async function request(
  element: Element,
  method: 'GET' | 'DELETE' | 'POST',
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<string | null> {
  refusePropertyAttributes(element, ['fetch']);
  const {connectionsUrl = '', fetch} = settingsOf(element);
  if (!connectionsUrl) missing('connectionsUrl');
  refuseSourceTexts({connectionsUrl});
  const url = parseUrl(connectionsUrl);
  if (url && path) url.pathname = url.pathname.replace(/\/$/, '') + path;
  return send(
    'connectionsUrl',
    url?.href ?? connectionsUrl,
    {failure: 'connections-unavailable', method, body},
    fetch,
    signal,
  );
}
