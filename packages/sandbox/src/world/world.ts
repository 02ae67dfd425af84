import {own} from '../own.js';
import type {Clock} from '../clock.js';
import {DEFAULT_CONNECTORS} from '../connectors.js';
import type {
  SandboxClient,
  SandboxConnection,
  SandboxConnector,
  SandboxOptions,
  SandboxTransfer,
  SandboxUser,
} from '../options.js';
import {SandboxError} from '../sandbox-error.js';
import {Secrets} from '../secrets.js';
import {Accounts} from './accounts.js';
import type {Change, OnChange} from './change.js';
import {type Connection, Connections} from './connections.js';
import {PaymentTokens} from './payment-tokens.js';
import {Payments} from './payments.js';
import {CODE_LIFETIME, Tokens} from './tokens.js';
import {type Transfer, Transfers} from './transfers.js';

/** The default client application, from the examples of the documentation. */
export const DEFAULT_CLIENT: SandboxClient = own({
  id: '17473055',
  secret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
});

const DEFAULT_SYNC_TIME = 8000;

/** The data of a sandbox: clients and their payments, connectors, users and everything that belongs to a user. */
export class World {
  readonly clock: Clock;
  readonly clients: ReadonlyMap<string, SandboxClient>;
  /** The domains that today's address takes. */
  readonly domains: readonly string[];
  readonly connectors: readonly SandboxConnector[];
  readonly secrets: Secrets;
  readonly tokens: Tokens;
  readonly accounts: Accounts = new Accounts();
  readonly connections: Connections;
  readonly transfers: Transfers;
  readonly payments: Payments;
  readonly paymentTokens: PaymentTokens;
  /** The time at which each user was added, by id. */
  readonly #users = new Map<number, number>();
  #changes: Change[] = [];
  #lastUserId = 0;
  #lastRequestId = 0;

  constructor(options: SandboxOptions, clock: Clock) {
    this.clock = clock;
    this.clients = new Map((options.clients ?? [DEFAULT_CLIENT]).map((client) => [client.id, client]));
    this.domains = options.domains ?? ['demo'];
    this.connectors = options.connectors ?? DEFAULT_CONNECTORS;
    this.secrets = new Secrets(options.seed);
    this.tokens = new Tokens(clock, this.secrets, (userId) => {
      this.#tellUser('user-created', userId);
    });
    const syncTime = options.syncTime ?? DEFAULT_SYNC_TIME;
    this.connections = new Connections(clock, this.accounts, syncTime, this.tell);
    this.transfers = new Transfers(clock);
    this.payments = new Payments(clock, (payment) => {
      this.tell({kind: 'payment-changed', payment});
    });
    this.paymentTokens = new PaymentTokens(clock, this.secrets);
    for (const user of options.users ?? []) this.addUser(user);
    // what is there from the start is no change
    this.#changes = [];
  }

  /** Records a change for the webhooks. */
  readonly tell: OnChange = (change) => {
    this.#changes.push(change);
  };

  /** Returns the changes since the last call, oldest first. */
  takeChanges(): readonly Change[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /** Does what was due until now: ends synchronizations, settles payments, deletes temporary users. */
  catchUp(): void {
    this.deleteTemporaryUsers();
    this.connections.catchUp();
    this.payments.catchUp();
  }

  /** The ids of all users, oldest first. */
  get userIds(): readonly number[] {
    return [...this.#users.keys()];
  }

  /** Adds a user without any data, and returns the id. */
  newUser(): number {
    this.#users.set(++this.#lastUserId, this.clock.now());
    return this.#lastUserId;
  }

  /** Returns when a user was added, in milliseconds. */
  addedAt(userId: number): number {
    return this.#users.get(userId) ?? this.clock.now();
  }

  /** Returns the next number of a request to the API. */
  nextRequestId(): number {
    return ++this.#lastRequestId;
  }

  /** Deletes a user, with everything that belongs to the user. */
  deleteUser(id: number): void {
    this.#tellUser('user-deleted', id);
    this.#removeUser(id);
    this.tokens.markUserDeleted(id);
  }

  /** Deletes every user who has no permanent token 30 minutes after the start. */
  deleteTemporaryUsers(): void {
    for (const [id, addedAt] of this.#users) {
      if (this.tokens.hasBeenPermanent(id)) continue;
      if (this.clock.now() - addedAt >= CODE_LIFETIME * 1000) this.deleteUser(id);
    }
  }

  /** Adds a user with connections and transfers. If one of them is not valid, it adds nothing. */
  addUser({token, code, connections = [], transfers = []}: SandboxUser): {
    readonly id: number;
    readonly token: string;
  } {
    const id = this.newUser();
    const before = this.#changes.length;
    try {
      const {text} = this.tokens.mint(id, token);
      if (code !== undefined) this.tokens.mintCode(id, 'standard', code);
      for (const connection of connections) this.addConnection(id, connection);
      for (const transfer of transfers) this.addTransfer(id, transfer);
      return {id, token: text};
    } catch (error) {
      this.#removeUser(id);
      this.tokens.forget(id);
      this.#changes.length = before;
      throw error;
    }
  }

  /** Adds a connection to a user. */
  addConnection(userId: number, {connectorId, ...options}: SandboxConnection): Connection {
    const lastUpdate = this.clock.now();
    return this.connections.add(userId, this.connector(connectorId), {lastUpdate, ...options});
  }

  /** Adds a transfer from the user's first account that can pay, to its first recipient. */
  addTransfer(userId: number, transfer: SandboxTransfer): Transfer {
    const {id, amount, label, execDate} = own(transfer);
    const account = this.accounts.of(userId).find(({ableToTransfer}) => ableToTransfer);
    const recipient = account && this.accounts.recipientsOf(account)[0];
    if (!recipient) {
      throw new SandboxError(
        'invalid-value',
        `The transfer “${label}” needs a user with a connection to a bank. Add a connection first.`,
      );
    }
    return this.transfers.add({account, recipient, amount, label, execDate, id});
  }

  /** Returns the connector with this id. */
  connector(id: number): SandboxConnector {
    const connector = this.connectors.find((candidate) => candidate.id === id);
    if (!connector) {
      const known = this.connectors.map((candidate) => candidate.id).join(', ');
      throw new SandboxError('not-found', `The sandbox has no connector ${id}. It has ${known}.`);
    }
    return connector;
  }

  /** Returns the id of the user with this id or this token. */
  userId(key: number | string): number {
    if (typeof key === 'number') {
      if (this.#users.has(key)) return key;
      throw new SandboxError('not-found', `The sandbox has no user ${key}.`);
    }
    const token = this.tokens.find(key);
    if (typeof token !== 'string') return token.userId;
    throw new SandboxError('not-found', 'No user of the sandbox has this token.');
  }

  #tellUser(kind: 'user-created' | 'user-deleted', userId: number): void {
    this.tell({kind, userId, addedAt: this.addedAt(userId)});
  }

  #removeUser(id: number): void {
    this.#users.delete(id);
    for (const connection of this.connections.of(id)) this.connections.remove(connection);
    for (const transfer of this.transfers.of(id)) this.transfers.remove(transfer);
  }
}
