import {connectionsPage, removePage} from '../pages/manage-pages.js';
import {emptyDraft, type ManageTask, type Session} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import {connectionSteps} from './connection-steps.js';
import {reconnectSteps} from './reconnect-flow.js';
import type {Step} from './step.js';

/** Lists the user's connections, to add, repair and remove them. Ends when the user closes the list. */
export function manageFlow(visit: Visit): readonly Step[] {
  return [listStep(visit), ...taskSteps(visit)];
}

function listStep(visit: Visit): Step {
  const {session, world} = visit;
  const {redirectUri, connection: only} = session.entry;
  const connections = world.connections
    .of(userOf(visit))
    .filter((connection) => !only || connection === only);
  return {
    name: 'connections',
    isDone: () => session.task !== undefined,
    uncounted: true,
    page: () => connectionsPage(visit, connections),
    submit: (form) => {
      session.notice = undefined;
      const [kind, id] = (form.get('action') ?? '').split(':');
      if (kind === 'close' && redirectUri !== undefined) return manageAnswer(visit);
      if (kind === 'add' && !only) startTask(session, {kind});
      if (kind === 'fix' || kind === 'remove') {
        const connection = connections.find((candidate) => String(candidate.id) === id);
        if (connection) startTask(session, {kind, connection});
      }
      return undefined;
    },
  };
}

function taskSteps(visit: Visit): readonly Step[] {
  const {session} = visit;
  const {task} = session;
  if (!task) return [];
  if (task.kind === 'add') {
    return connectionSteps(visit, {
      onDeclined: () => finishTask(session),
      onConnected: ({connector}) =>
        endsWithAddition(session)
          ? manageAnswer(visit)
          : finishTask(session, {kind: 'added', name: connector.name}),
    });
  }
  const {kind, connection} = task;
  if (kind === 'remove') return [removeStep(visit, connection)];
  return reconnectSteps(visit, connection, {
    asksForAll: connection.state === null || connection.state === 'passwordExpired',
    onRepaired: () => finishTask(session, {kind: 'fixed', name: connection.connector.name}),
  });
}

/** Whether the user goes back to the application once a connection is added, as in v3. */
function endsWithAddition({entry}: Session): boolean {
  return entry.service.version === 'v3';
}

function removeStep(visit: Visit, connection: Connection): Step {
  const {session, world} = visit;
  return {
    name: 'remove',
    isDone: () => false,
    uncounted: true,
    page: () => removePage(visit, connection),
    submit: () => {
      world.connections.delete(connection);
      if (session.entry.connection) return manageAnswer(visit);
      return finishTask(session, {kind: 'removed', name: connection.connector.name});
    },
  };
}

function startTask(session: Session, task: ManageTask): void {
  session.task = task;
  session.draft = emptyDraft(task.kind === 'add' ? session.entry.onlyConnector : task.connection.connector);
}

/** Goes back to the list, which reports what the user has changed. */
export function finishTask(session: Session, notice?: Session['notice']): Answer | undefined {
  session.task = undefined;
  session.notice = notice;
  return undefined;
}

/** Returns the answer. It is empty unless the request named one connection. */
export function manageAnswer({session, world}: Visit): Answer {
  const {connection} = session.entry;
  if (!connection) return {};
  const deleted = world.connections.find(connection.userId, connection.id) === undefined;
  return {connection_id: String(connection.id), ...(deleted && {connection_deleted: 'true'})};
}

function userOf({session}: Visit): number {
  if (session.userId === undefined) throw new Error('The manage flow needs a user.');
  return session.userId;
}
