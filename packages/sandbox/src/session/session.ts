import type {BankAccount} from '../bank-accounts.js';
import type {Entry} from '../entry/entry.js';
import type {SandboxConnector} from '../options.js';
import type {Texts} from '../texts/texts.js';
import type {Account, Recipient} from '../world/accounts.js';
import type {Connection} from '../world/connections.js';
import type {Transfer} from '../world/transfers.js';
import type {World} from '../world/world.js';

const IDLE_LIFETIME = 3600 * 1000;

/** A connection that the user is making or repairing. */
export interface ConnectionDraft {
  connector: SandboxConnector | undefined;
  termsAccepted: boolean;
  signedIn: boolean;
  /** Whether the user has entered the one-time code, if the bank sends one. */
  verified: boolean;
  /** The accounts that the user has chosen to share. */
  shared: readonly BankAccount[] | undefined;
}

/** A transfer that the user is making. */
interface TransferDraft {
  account: Account | undefined;
  recipient: Recipient | undefined;
  amount: number | undefined;
  label: string | undefined;
}

/** A change that the user is making in the list of connections. */
export type ManageTask =
  | {readonly kind: 'add'}
  | {readonly kind: 'fix' | 'remove'; readonly connection: Connection};

/** What was wrong with the form of a step. It is kept until the next form, so a page can be reloaded. */
export interface Problem {
  readonly step: string;
  /** Errors by field. */
  readonly errors: Readonly<Record<string, keyof Texts['errors']>>;
  /** What the user typed, by field, without passwords. */
  readonly values: Readonly<Record<string, string>>;
}

/** One user in one flow. */
export interface Session {
  readonly id: string;
  readonly entry: Entry;
  /** The address of the request with `code=` at its end, if its code can be in the fragment. */
  readonly withCode: string | undefined;
  /** The user of the request's code, or the one that the flow has made. */
  userId: number | undefined;
  /** In milliseconds. */
  lastUsedAt: number;
  draft: ConnectionDraft;
  readonly transfer: TransferDraft;
  /** Whether the user has checked the transfer or the payment. */
  reviewed: boolean;
  /** The connections that connect has made so far. */
  readonly added: Connection[];
  /** Whether connect is asking if the user wants to add another connection. */
  asksForAnother: boolean;
  task: ManageTask | undefined;
  /** The transfer that the user opened in the list of transfers. */
  opened: Transfer | 'new' | undefined;
  problem: Problem | undefined;
  /** The change that the list of connections reports. */
  notice: {readonly kind: 'added' | 'fixed' | 'removed'; readonly name: string} | undefined;
  /** The number of steps that the user took before those that the flow has now. */
  earlierSteps: number;
  /** Whether the answer to the next form is slow. */
  slow: boolean;
}

/** The sessions that have not ended. A session that nobody uses for an hour ends. */
export class Sessions {
  readonly #world: World;
  readonly #sessions = new Map<string, Session>();

  constructor(world: World) {
    this.#world = world;
  }

  start(entry: Entry, withCode?: string): Session {
    this.#removeStale();
    const session: Session = {
      id: this.#world.secrets.sessionId(),
      entry,
      withCode,
      userId: entry.userId,
      lastUsedAt: this.#world.clock.now(),
      draft: emptyDraft(entry.connection?.connector ?? entry.onlyConnector),
      transfer: {
        account: entry.transfer?.account ?? entry.pay?.account,
        recipient: entry.transfer?.recipient ?? entry.pay?.recipient,
        amount: entry.transfer?.amount,
        label: entry.transfer?.label,
      },
      reviewed: false,
      added: [],
      asksForAnother: false,
      task: undefined,
      opened: undefined,
      problem: undefined,
      notice: undefined,
      earlierSteps: 0,
      slow: false,
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (!session || this.#isStale(session)) return undefined;
    session.lastUsedAt = this.#world.clock.now();
    return session;
  }

  end(session: Session): void {
    this.#sessions.delete(session.id);
  }

  #removeStale(): void {
    for (const session of this.#sessions.values()) if (this.#isStale(session)) this.end(session);
  }

  #isStale(session: Session): boolean {
    return this.#world.clock.now() - session.lastUsedAt >= IDLE_LIFETIME;
  }
}

/** Returns the draft of a new connection, to this connector if it is known. */
export function emptyDraft(connector: SandboxConnector | undefined): ConnectionDraft {
  return {connector, termsAccepted: false, signedIn: false, verified: false, shared: undefined};
}
