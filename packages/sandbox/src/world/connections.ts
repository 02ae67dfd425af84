import {own} from '../own.js';
import type {BankAccount} from '../bank-accounts.js';
import type {Clock} from '../clock.js';
import type {SandboxConnector, SandboxSource} from '../options.js';
import {timeOf} from '../time-of.js';
import type {Accounts} from './accounts.js';
import type {OnChange} from './change.js';
import {Connection, CONSENT_TIME, type OnSynchronized, type Source} from './connection.js';
import {Owned} from './owned.js';

export type {Connection} from './connection.js';

/** Options of a new connection. */
export interface NewConnection {
  readonly id?: number | undefined;
  /** Chooses the accounts that the user shares. All by default. */
  readonly shares?: (account: BankAccount) => boolean;
  readonly state?: string | null | undefined;
  /** By default those of the connector. */
  readonly sources?: readonly SandboxSource[] | undefined;
  /** The end of consent of the sources that need one. In 180 days by default. */
  readonly accessExpire?: number | string | null | undefined;
  /** `null`, never, by default: the first synchronization then starts at once. */
  readonly lastUpdate?: number | string | null | undefined;
}

/** The connections of all users. They open and close the accounts. */
export class Connections extends Owned<Connection> {
  readonly #clock: Clock;
  readonly #accounts: Accounts;
  readonly #syncTime: number;
  readonly #onChange: OnChange;
  readonly #onSynchronized: OnSynchronized;
  #nextSourceId = 1;

  /** @param syncTime how long a synchronization takes, in milliseconds. */
  constructor(clock: Clock, accounts: Accounts, syncTime: number, onChange: OnChange) {
    super('connections', 46);
    this.#clock = clock;
    this.#accounts = accounts;
    this.#syncTime = syncTime;
    this.#onChange = onChange;
    this.#onSynchronized = (connection, since) => {
      onChange({kind: 'synchronized', connection, since});
    };
  }

  /** Ends every synchronization that was due until now. */
  catchUp(): void {
    for (const connection of this.all) connection.catchUp();
  }

  /** Adds a connection to a user, and opens its accounts. */
  add(userId: number, connector: SandboxConnector, options: NewConnection = {}): Connection {
    const given = own(options);
    const {id, shares = () => true, lastUpdate = null} = given;
    const connection = this.keep(id, (kept) => {
      const sources = this.#newSources(connector, given);
      const state = given.state ?? sources.find((source) => source.state !== null)?.state ?? null;
      const data = {id: kept, userId, connector, sources, state, lastUpdate: timeOf(lastUpdate)};
      return new Connection(data, this.#clock, this.#syncTime, this.#onSynchronized);
    });
    this.#accounts.open(connection, shares);
    if (connection.synchronizing) this.#onChange({kind: 'accounts-found', connection});
    return connection;
  }

  /**
   * Sets the state of a connection, and of its first source.
   *
   * `null` clears the state of all its sources, renews a consent that has ended, and starts a synchronization.
   */
  setState(connection: Connection, state: string | null): void {
    if (connection.state === state) return;
    for (const [index, source] of connection.sources.entries()) {
      if (state === null || index === 0) source.state = state;
      if (state === null && this.#hasEnded(source)) this.#renewConsent(source);
    }
    connection.state = state;
    connection.synchronize();
  }

  /** Sets the end of consent of all sources that need one. `null` is no end. */
  setAccessExpire(connection: Connection, accessExpire: number | null): void {
    for (const source of connection.sources) if (source.needsConsent) source.accessExpire = accessExpire;
  }

  /**
   * Clears the state of a connection's sources, renews the consent for them, and starts a synchronization.
   *
   * @param names the names of the sources. All by default.
   */
  repair(connection: Connection, names?: readonly string[]): void {
    for (const source of connection.sources) {
      if (names && !names.includes(source.name)) continue;
      source.state = null;
      this.#renewConsent(source);
    }
    connection.state = connection.sources.find(({state}) => state !== null)?.state ?? null;
    connection.synchronize();
  }

  /** Removes a connection, as its user does. */
  delete(connection: Connection): void {
    this.remove(connection);
    this.#onChange({kind: 'connection-deleted', connection});
  }

  /** Removes a connection and its accounts. Transfers from these accounts stay. */
  override remove(connection: Connection): void {
    super.remove(connection);
    this.#accounts.close(connection);
  }

  #hasEnded({accessExpire}: Source): boolean {
    return accessExpire !== null && accessExpire <= this.#clock.now();
  }

  #renewConsent(source: Source): void {
    source.accessExpire = source.needsConsent ? this.#clock.now() + CONSENT_TIME : null;
  }

  #newSources(connector: SandboxConnector, {state, sources, accessExpire}: NewConnection): readonly Source[] {
    const consentEnd = accessExpire === undefined ? this.#clock.now() + CONSENT_TIME : timeOf(accessExpire);
    const wanted: readonly SandboxSource[] = sources ?? sourceNames(connector).map((name) => own({name}));
    return wanted.map((source, index): Source => {
      const needsConsent = source.name !== 'directaccess';
      const ownEnd = needsConsent ? consentEnd : null;
      return {
        id: this.#nextSourceId++,
        name: source.name,
        needsConsent,
        state: source.state ?? (index === 0 && !sources ? (state ?? null) : null),
        accessExpire: source.accessExpire === undefined ? ownEnd : timeOf(source.accessExpire),
      };
    });
  }
}

/** Returns the names of a connector's sources: banks have an interface for consent, other data comes from websites. */
export function sourceNames({capabilities}: SandboxConnector): readonly string[] {
  if (!capabilities.includes('bank')) return ['directaccess'];
  const hasOtherData = capabilities.some((capability) => ['bankwealth', 'document'].includes(capability));
  return hasOtherData ? ['openapi', 'directaccess'] : ['openapi'];
}
