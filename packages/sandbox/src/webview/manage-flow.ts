import {connectionsPage, removePage} from '../pages/manage-pages.js';
import type {Answer} from './callback.js';
import {connectionSteps} from './connection-steps.js';
import {reconnectSteps} from './reconnect-flow.js';
import {emptyDraft, type ManageTask, type Session} from './session.js';
import type {Step, Visit} from './step.js';

/** Shows a user's connections, to add, fix and remove them. Ends when the user closes it. */
export function manageFlow(visit: Visit): readonly Step[] {
  return [listStep(visit), ...taskSteps(visit)];
}

function listStep(visit: Visit): Step {
  const {session, world} = visit;
  const {redirectUri, connection: only} = session.entry;
  const userId = userOf(visit);
  const shown = world.connections.of(userId).filter((connection) => !only || connection === only);
  return {
    name: 'connections',
    done: session.task !== undefined,
    uncounted: true,
    page: () => connectionsPage(visit, shown),
    submit: (form) => {
      session.notice = undefined;
      const [kind, id] = (form.get('action') ?? '').split(':');
      if (kind === 'close' && redirectUri !== undefined) return manageAnswer(visit);
      if (kind === 'add' && !only) startTask(session, {kind});
      if (kind === 'fix' || kind === 'remove') {
        const connection = shown.find((candidate) => String(candidate.id) === id);
        if (connection) startTask(session, {kind, connection});
      }
      return undefined;
    },
  };
}

function taskSteps(visit: Visit): readonly Step[] {
  const {session, world} = visit;
  const {task} = session;
  if (!task) return [];
  if (task.kind === 'add') {
    return connectionSteps(visit, {
      decline: () => finishTask(session),
      finish: ({connector}) => finishTask(session, {kind: 'added', name: connector.name}),
    });
  }
  const {connection} = task;
  const {name} = connection.connector;
  if (task.kind === 'fix') {
    return reconnectSteps(visit, connection, {
      everything: connection.error === null,
      finish: () => finishTask(session, {kind: 'fixed', name}),
    });
  }
  return [
    {
      name: 'remove',
      done: false,
      uncounted: true,
      page: () => removePage(visit, connection),
      submit: () => {
        world.connections.remove(connection);
        if (session.entry.connection) return manageAnswer(visit);
        return finishTask(session, {kind: 'removed', name});
      },
    },
  ];
}

function startTask(session: Session, task: ManageTask): void {
  session.task = task;
  session.draft = emptyDraft(task.kind === 'add' ? session.entry.onlyConnector : task.connection.connector);
}

/** Goes back to the list. */
export function finishTask(session: Session, notice?: Session['notice']): Answer | undefined {
  session.task = undefined;
  session.notice = notice;
  return undefined;
}

/** What the application is told: nothing, or what became of the one connection that it asked for. */
export function manageAnswer({session, world}: Visit): Answer {
  const {connection} = session.entry;
  if (!connection) return {};
  const deleted = world.connections.find(connection.userId, connection.id) === undefined;
  return {connection_id: String(connection.id), ...(deleted && {connection_deleted: 'true'})};
}

function userOf({session}: Visit): number {
  if (session.userId === undefined) throw new Error('Connections are managed for a user.');
  return session.userId;
}
