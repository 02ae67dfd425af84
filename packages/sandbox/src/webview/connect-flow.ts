import {anotherPage} from '../pages/connection-pages.js';
import type {Answer} from './callback.js';
import {connectionSteps} from './connection-steps.js';
import {emptyDraft} from './session.js';
import type {Step, Visit} from './step.js';

/** Adds connections, one by default. Ends with their ids, and with a code for the new user where none was sent. */
export function connectFlow(visit: Visit): readonly Step[] {
  const {session} = visit;
  if (session.asksForMore) return [anotherStep(visit)];
  return connectionSteps(visit, {
    decline: () => {
      if (session.added.length === 0) {
        return {error: 'tos_declined', error_description: 'The user declined the terms of service.'};
      }
      backToQuestion(visit);
      return undefined;
    },
    finish: (connection) => {
      session.added.push(connection);
      if (session.added.length === session.entry.maxConnections) return connectAnswer(visit);
      backToQuestion(visit);
      return undefined;
    },
  });
}

/** Asks whether another connection is to follow. */
export function backToQuestion({session}: Visit): void {
  session.asksForMore = true;
}

/** The code that goes back to the application where it sent none. */
export function codeForNewUser({session, world}: Visit): Answer {
  if (session.entry.userId !== undefined || session.userId === undefined) return {};
  return {code: world.tokens.mintCode(session.userId).text};
}

function anotherStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'another',
    done: false,
    page: () => anotherPage(visit),
    submit: (form) => {
      if (form.get('action') !== 'add') return connectAnswer(visit);
      session.draft = emptyDraft(session.entry.onlyConnector);
      session.asksForMore = false;
      return undefined;
    },
  };
}

/** What the application is told once the user is done. */
export function connectAnswer(visit: Visit): Answer {
  const {added, entry} = visit.session;
  const ids = added.map(({id}) => String(id));
  return {
    ...(ids[0] !== undefined && {connection_id: ids[0]}),
    ...(entry.maxConnections > 1 && {connection_ids: ids.join(',')}),
    ...codeForNewUser(visit),
  };
}
