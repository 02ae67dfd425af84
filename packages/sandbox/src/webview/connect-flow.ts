import {anotherPage} from '../pages/connection-pages.js';
import {emptyDraft} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import {type Answer, TERMS_DECLINED} from './callback.js';
import {connectionSteps} from './connection-steps.js';
import type {Step} from './step.js';

/** Adds one or more connections. */
export function connectFlow(visit: Visit): readonly Step[] {
  const {session} = visit;
  if (session.asksForAnother) return [anotherStep(visit)];
  return connectionSteps(visit, {
    onDeclined: () => (session.added.length === 0 ? TERMS_DECLINED : askForAnother(visit)),
    onConnected: (connection) => {
      session.added.push(connection);
      const isLast = session.added.length === session.entry.maxConnections;
      return isLast ? connectAnswer(visit) : askForAnother(visit);
    },
  });
}

/** Goes on with the question whether the user wants to add another connection. */
export function askForAnother({session}: Visit): Answer | undefined {
  session.asksForAnother = true;
  return undefined;
}

/** Returns a code for the new user, if the application sent none. */
export function codeForNewUser({session, world}: Visit): Answer {
  if (session.entry.userId !== undefined || session.userId === undefined) return {};
  return {code: world.tokens.mintCode(session.userId).text};
}

/** Returns the answer: the ids of the new connections, and a code for the new user if there is one. */
export function connectAnswer(visit: Visit): Answer {
  const {added, entry} = visit.session;
  const ids = added.map(({id}) => String(id));
  return {
    ...(ids[0] !== undefined && {connection_id: ids[0]}),
    ...(entry.maxConnections > 1 && {connection_ids: ids.join(',')}),
    ...codeForNewUser(visit),
  };
}

function anotherStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'another',
    isDone: () => false,
    page: () => anotherPage(visit),
    submit: (form) => {
      if (form.get('action') !== 'add') return connectAnswer(visit);
      session.draft = emptyDraft(session.entry.onlyConnector);
      session.asksForAnother = false;
      return undefined;
    },
  };
}
