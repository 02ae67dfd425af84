import type {Answer} from './callback.js';
import {connectionSteps} from './connection-steps.js';
import type {Step, Visit} from './step.js';

/** Adds a connection. Ends with its id, and with a code for the new user where none was sent. */
export function connectFlow(visit: Visit): readonly Step[] {
  return connectionSteps(visit, {
    decline: () => ({error: 'tos_declined', error_description: 'The user declined the terms of service.'}),
    finish: ({id}) => ({connection_id: String(id), ...codeForNewUser(visit)}),
  });
}

/** The code that goes back to the application where it sent none. */
export function codeForNewUser({session, world}: Visit): Answer {
  if (session.entry.userId !== undefined || session.userId === undefined) return {};
  return {code: world.mintCode(session.userId).text};
}
