import type {BankAccount} from '../bank-accounts.js';
import type {SandboxConnector} from '../options.js';
import type {Texts} from '../texts/texts.js';
import type {Account, Recipient} from '../world/accounts.js';
import type {Connection} from '../world/connections.js';
import type {World} from '../world/world.js';
import type {Entry} from './entry.js';

const IDLE_LIFETIME = 3600 * 1000;

/** How far a user is with one connection. */
export interface ConnectionDraft {
  connector: SandboxConnector | undefined;
  termsAccepted: boolean;
  signedIn: boolean;
  verified: boolean;
  /** What the user shares, once chosen. */
  shared: readonly BankAccount[] | undefined;
}

/** How far a user is with a transfer. */
interface TransferDraft {
  account: Account | undefined;
  recipient: Recipient | undefined;
  amount: number | undefined;
  label: string | undefined;
}

/** What a user is doing to the list of connections. */
export type ManageTask =
  | {readonly kind: 'add'}
  | {readonly kind: 'fix' | 'remove'; readonly connection: Connection};

/** What was wrong with the form of a step, kept so that the page can be loaded again. */
export interface Problem {
  readonly step: string;
  /** Errors by field. */
  readonly errors: Readonly<Record<string, keyof Texts['errors']>>;
  /** What was typed, by field, passwords left out. */
  readonly values: Readonly<Record<string, string>>;
}

/** One user on the way through one flow. */
export interface Session {
  readonly id: string;
  readonly entry: Entry;
  userId: number | undefined;
  touchedAt: number;
  draft: ConnectionDraft;
  readonly transfer: TransferDraft;
  /** Whether the user has seen the whole transfer or payment and went on. */
  reviewed: boolean;
  /** What connect has made so far. */
  readonly added: Connection[];
  /** Whether connect is asking for another connection. */
  asksForMore: boolean;
  task: ManageTask | undefined;
  problem: Problem | undefined;
  notice: {readonly kind: 'added' | 'fixed' | 'removed'; readonly name: string} | undefined;
  /** How many steps lie behind that are not shown any more. */
  stepsBehind: number;
  slow: boolean;
}

/** The sessions under way. One that ended, or that nobody touched for an hour, is gone. */
export class Sessions {
  readonly #world: World;
  readonly #sessions = new Map<string, Session>();

  constructor(world: World) {
    this.#world = world;
  }

  start(entry: Entry): Session {
    for (const [id, session] of this.#sessions) if (this.#isStale(session)) this.#sessions.delete(id);
    const session: Session = {
      id: this.#world.secrets.sessionId(),
      entry,
      userId: entry.userId,
      touchedAt: this.#world.clock.now(),
      draft: emptyDraft(entry.connection?.connector ?? entry.onlyConnector),
      transfer: {
        account: entry.transfer?.account,
        recipient: entry.transfer?.recipient,
        amount: entry.transfer?.amount,
        label: entry.transfer?.label,
      },
      reviewed: false,
      added: [],
      asksForMore: false,
      task: undefined,
      problem: undefined,
      notice: undefined,
      stepsBehind: 0,
      slow: false,
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (!session || this.#isStale(session)) return undefined;
    session.touchedAt = this.#world.clock.now();
    return session;
  }

  end(session: Session): void {
    this.#sessions.delete(session.id);
  }

  #isStale(session: Session): boolean {
    return this.#world.clock.now() - session.touchedAt >= IDLE_LIFETIME;
  }
}

/** A connection that is still to be made, to this connector if it is known. */
export function emptyDraft(connector: SandboxConnector | undefined): ConnectionDraft {
  return {connector, termsAccepted: false, signedIn: false, verified: false, shared: undefined};
}
