import type {BankAccount} from '../bank-accounts.js';
import type {Clock} from '../clock.js';
import type {SandboxConnector} from '../options.js';
import type {Accounts} from './accounts.js';
import {Owned} from './owned.js';

/** A user's access to a bank or a provider. */
export interface Connection {
  readonly id: number;
  readonly userId: number;
  readonly connector: SandboxConnector;
  /** `null` if it works. */
  error: string | null;
  /** The time of the last update, in milliseconds. */
  lastUpdate: number;
}

/** The connections of all users. They open and close the accounts. */
export class Connections extends Owned<Connection> {
  readonly #clock: Clock;
  readonly #accounts: Accounts;

  constructor(clock: Clock, accounts: Accounts) {
    super('connections', 46);
    this.#clock = clock;
    this.#accounts = accounts;
  }

  /** Adds a connection to a user, and opens its accounts. */
  add(
    userId: number,
    connector: SandboxConnector,
    {
      id,
      shares = () => true,
      error = null,
    }: {
      readonly id?: number | undefined;
      /** Chooses the accounts that the user shares. All by default. */
      readonly shares?: (account: BankAccount) => boolean;
      readonly error?: string | null | undefined;
    } = {},
  ): Connection {
    const lastUpdate = this.#clock.now();
    const connection = this.keep(id, (kept) => ({id: kept, userId, connector, error, lastUpdate}));
    this.#accounts.open(connection, shares);
    return connection;
  }

  /** Clears the error of a connection, and marks it as just updated. */
  repair(connection: Connection): void {
    connection.error = null;
    connection.lastUpdate = this.#clock.now();
  }

  /** Removes a connection and its accounts. Transfers from these accounts stay. */
  override remove(connection: Connection): void {
    super.remove(connection);
    this.#accounts.close(connection);
  }
}
