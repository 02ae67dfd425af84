import {accountsAt} from '../bank-accounts.js';
import {accountObstacle} from '../entry/account-filter.js';
import type {SandboxConnector} from '../options.js';
import {accountsPage, bankPage, confirmPage, termsPage} from '../pages/connection-pages.js';
import {emptyDraft} from '../session/session.js';
import {problemOf, type Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import {signInSteps} from './sign-in-steps.js';
import {rejectForm, type Step} from './step.js';

/** What follows a new connection. Each returns the answer to the application if the flow ends. */
export interface ConnectionHandlers {
  /** Called if the user declines the terms. */
  readonly onDeclined: () => Answer | undefined;
  /** Called once the connection is made. */
  readonly onConnected: (connection: Connection) => Answer | undefined;
}

/** Returns the steps that make a new connection, from the choice of a bank to the confirmation. */
export function connectionSteps(
  visit: Visit,
  {onDeclined, onConnected}: ConnectionHandlers,
): readonly Step[] {
  return [
    ...bankSteps(visit),
    termsStep(visit, onDeclined),
    ...chosenBankSteps(visit),
    ...(sharesAccounts(visit) ? [accountsStep(visit)] : []),
    confirmStep(visit, onConnected),
  ];
}

/** Returns the step that chooses a bank, if there is a choice. */
export function bankSteps(visit: Visit): readonly Step[] {
  const {session} = visit;
  if (session.entry.onlyConnector) return [];
  return [
    {
      name: 'bank',
      isDone: () => session.draft.connector !== undefined,
      page: () => bankPage(visit),
      submit: (form) => {
        const connector = session.entry.connectors.find(({id}) => String(id) === form.get('connector'));
        if (connector) session.draft = emptyDraft(connector);
        return undefined;
      },
    },
  ];
}

/** Returns the steps that sign in to the chosen bank. Before the choice, it is one step, to be counted. */
export function chosenBankSteps(visit: Visit): readonly Step[] {
  const {connector} = visit.session.draft;
  if (!connector) return [{name: 'sign-in', isDone: () => false, page: noBankChosen, submit: noBankChosen}];
  const heading = visit.texts.signIn.heading(connector.name);
  return signInSteps(visit, {connector, heading, onSignedIn: () => undefined});
}

/** Returns the bank that the user has chosen in an earlier step. */
export function chosenBank({session}: Visit): SandboxConnector {
  return session.draft.connector ?? noBankChosen();
}

function noBankChosen(): never {
  throw new Error('This step cannot be reached before a bank is chosen.');
}

function termsStep(visit: Visit, onDeclined: ConnectionHandlers['onDeclined']): Step {
  const {session} = visit;
  return {
    name: 'terms',
    isDone: () => session.draft.termsAccepted,
    page: () => termsPage(visit, chosenBank(visit)),
    submit: (form) => {
      if (form.get('action') === 'decline') return onDeclined();
      session.draft.termsAccepted = true;
      return undefined;
    },
  };
}

function accountsStep(visit: Visit): Step {
  const {session} = visit;
  const {client, accounts: filter, flow} = session.entry;
  return {
    name: 'accounts',
    isDone: () => session.draft.shared !== undefined,
    page: () =>
      accountsPage(visit, {
        connector: chosenBank(visit),
        choices: accountsAt(chosenBank(visit)).map((account) => ({
          account,
          obstacle: accountObstacle(account, filter),
          checked:
            session.draft.shared?.some(({number}) => number === account.number) ??
            !client.disableAccountsPreCheck,
        })),
        problem: problemOf(visit, 'accounts'),
      }),
    submit: (form) => {
      const chosen = form.getAll('account');
      const shared = accountsAt(chosenBank(visit)).filter(
        (account) => chosen.includes(account.number) && !accountObstacle(account, filter),
      );
      session.draft.shared = undefined;
      if (shared.length === 0) return rejectForm(visit, 'accounts', {account: 'chooseAccount'});
      if (flow === 'transfer' && !shared.some(({ableToTransfer}) => ableToTransfer)) {
        return rejectForm(visit, 'accounts', {account: 'choosePaying'});
      }
      session.draft.shared = shared;
      return undefined;
    },
  };
}

function confirmStep(visit: Visit, onConnected: ConnectionHandlers['onConnected']): Step {
  const {session, world} = visit;
  const {shared} = session.draft;
  return {
    name: 'confirm',
    isDone: () => false,
    page: () => confirmPage(visit, {connector: chosenBank(visit), shared}),
    submit: () => {
      session.userId ??= world.newUser();
      return onConnected(
        world.connections.add(session.userId, chosenBank(visit), {
          shares: (account) => shared?.some(({number}) => number === account.number) ?? true,
        }),
      );
    },
  };
}

/** Whether the chosen bank has accounts to share. Without a choice, whether any of the offered banks has. */
function sharesAccounts({session}: Visit): boolean {
  const candidates = session.draft.connector ? [session.draft.connector] : session.entry.connectors;
  return candidates.some(({capabilities}) => capabilities.includes('bank'));
}
