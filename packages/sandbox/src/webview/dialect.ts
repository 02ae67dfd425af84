import {own} from '../own.js';
import type {Visit} from '../session/visit.js';
import type {Answer} from './callback.js';

/** Returns an answer in the terms of the address that the user came to. */
export function inTermsOf(visit: Visit, given: Answer): Answer {
  const answer = own(given);
  switch (visit.session.entry.service.version) {
    case 'v3':
      return v3Answer(visit, answer);
    case 'pay':
      return payAnswer(answer);
    default:
      return answer;
  }
}

/**
 * Returns an answer as v3 gives it: always with a code for the user, and with `id_connection` if the flow is about one
 * connection.
 */
function v3Answer({session, world}: Visit, {error, connection_id: added, code}: Answer): Answer {
  if (error !== undefined) return {error: error === 'tos_declined' ? 'access_denied' : error};
  const {flow, connection} = session.entry;
  const id = flow === 'reconnect' ? connection?.id : added;
  return {
    ...(id !== undefined && {id_connection: String(id)}),
    ...(session.userId !== undefined && {code: code ?? world.tokens.mintCode(session.userId).text}),
  };
}

/** Returns an answer of the API Pay webview, whose documentation names no parameter of its callback. */
function payAnswer({error}: Answer): Answer {
  return error === undefined ? {} : {error};
}
