import {accountsAt, type BankAccount} from '../bank-accounts.js';
import {accountsPage, bankPage, confirmPage, termsPage} from '../pages/connection-pages.js';
import type {SandboxConnector} from '../options.js';
import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import type {AccountFilter} from './entry.js';
import {emptyDraft} from './session.js';
import {signInSteps} from './sign-in-steps.js';
import {complain, problemOf, type Step, type Visit} from './step.js';

/** Why an account cannot be chosen. */
export type AccountObstacle = 'iban' | 'type' | 'usage';

/** The steps that make a new connection, from the list of banks to the last confirmation. */
export function connectionSteps(
  visit: Visit,
  {
    decline,
    finish,
  }: {
    /** The user does not accept the terms. */
    readonly decline: () => Answer | undefined;
    readonly finish: (connection: Connection) => Answer | undefined;
  },
): readonly Step[] {
  const {session} = visit;
  const {connector} = session.draft;
  return [
    ...(session.entry.onlyConnector ? [] : [bankStep(visit)]),
    termsStep(visit, decline),
    ...(connector
      ? signInSteps(visit, {
          connector,
          heading: visit.texts.signIn.heading(connector.name),
          finish: () => undefined,
        })
      : [unreached('sign-in')]),
    ...(sharesAccounts(visit) ? [accountsStep(visit)] : []),
    confirmStep(visit, finish),
  ];
}

/** Why an account cannot be chosen, or nothing where it can. */
export function obstacleOf(account: BankAccount, filter: AccountFilter): AccountObstacle | undefined {
  if (filter.ibans && !(account.iban !== null && filter.ibans.includes(account.iban))) return 'iban';
  if (filter.types && !filter.types.includes(account.type)) return 'type';
  if (filter.usages && !filter.usages.includes(account.usage)) return 'usage';
  return undefined;
}

/** The list of banks to choose from. */
export function bankStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'bank',
    done: session.draft.connector !== undefined,
    page: () => bankPage(visit),
    submit: (form) => {
      const connector = session.entry.connectors.find(({id}) => String(id) === form.get('connector'));
      if (connector) session.draft = emptyDraft(connector);
      return undefined;
    },
  };
}

function termsStep(visit: Visit, decline: () => Answer | undefined): Step {
  const {session} = visit;
  return {
    name: 'terms',
    done: session.draft.termsAccepted,
    page: () => termsPage(visit, chosenConnector(visit)),
    submit: (form) => {
      if (form.get('action') === 'decline') return decline();
      session.draft.termsAccepted = true;
      return undefined;
    },
  };
}

function accountsStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'accounts',
    done: session.draft.shared !== undefined,
    page: () =>
      accountsPage(visit, {
        connector: chosenConnector(visit),
        choices: accountsAt(chosenConnector(visit)).map((account) => ({
          account,
          obstacle: obstacleOf(account, session.entry.accounts),
          checked:
            session.draft.shared?.some(({number}) => number === account.number) ??
            !session.entry.client.disableAccountsPreCheck,
        })),
        problem: problemOf(visit, 'accounts'),
      }),
    submit: (form) => {
      const chosen = form.getAll('account');
      const shared = accountsAt(chosenConnector(visit)).filter(
        (account) => chosen.includes(account.number) && !obstacleOf(account, session.entry.accounts),
      );
      const paying = session.entry.flow !== 'transfer' || shared.some(({ableToTransfer}) => ableToTransfer);
      if (shared.length > 0 && paying) {
        session.draft.shared = shared;
      } else {
        const error = shared.length === 0 ? 'chooseAccount' : 'choosePaying';
        session.draft.shared = undefined;
        return complain(visit, 'accounts', {account: error});
      }
      return undefined;
    },
  };
}

function confirmStep(visit: Visit, finish: (connection: Connection) => Answer | undefined): Step {
  const {session, world} = visit;
  return {
    name: 'confirm',
    done: false,
    page: () => confirmPage(visit, {connector: chosenConnector(visit), shared: session.draft.shared}),
    submit: () => {
      const shared = session.draft.shared?.map(({number}) => number);
      session.userId ??= world.newUser();
      return finish(
        world.connections.add(session.userId, chosenConnector(visit), {
          shares: ({number}) => shared?.includes(number) ?? true,
        }),
      );
    },
  };
}

/** Whether the chosen bank, or any there is to choose from as long as none is, has accounts to share. */
function sharesAccounts({session}: Visit): boolean {
  const candidates = session.draft.connector ? [session.draft.connector] : session.entry.connectors;
  return candidates.some(({capabilities}) => capabilities.includes('bank'));
}

/** Holds the place of a step that depends on the bank, as long as none is chosen. */
export function unreached(name: string): Step {
  return {name, done: false, page: () => unreachable(name), submit: () => undefined};
}

/** The bank that was chosen in a step before. */
export function chosenConnector({session}: Visit): SandboxConnector {
  return session.draft.connector ?? unreachable('connector');
}

function unreachable(what: string): never {
  throw new Error(`${what} comes after a choice that was not made.`);
}
