import {accountsAt, type BankAccount} from './bank-accounts.js';
import {DEFAULT_CONNECTORS} from './connectors.js';
import {isColor} from './color.js';
import {frenchIban} from './iban.js';
import type {
  SandboxClient,
  SandboxConnector,
  SandboxOptions,
  SandboxPayment,
  SandboxTransfer,
  SandboxUser,
} from './options.js';
import {newSecret} from './secrets.js';

/** How long a temporary code lives, in seconds. */
export const CODE_LIFETIME = 1800;

const DEFAULT_CLIENT: SandboxClient = {
  id: '17473055',
  secret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
};

/** A user's right to act: a permanent access token, or a temporary code. */
export interface Token {
  readonly text: string;
  readonly userId: number;
  readonly kind: 'permanent' | 'temporary';
  /** `single` works once, whatever it is used for. */
  readonly access: 'standard' | 'single';
  /** In milliseconds. */
  readonly issuedAt: number;
  used: boolean;
}

/** Why a token is not taken. */
export type TokenFault = 'unknown' | 'used' | 'expired';

/** A user's access to a bank or a provider. */
export interface Connection {
  readonly id: number;
  readonly userId: number;
  readonly connector: SandboxConnector;
  error: string | null;
  /** In milliseconds. */
  lastUpdate: number;
}

/** A bank account of a connection. */
export interface Account extends BankAccount {
  readonly id: number;
  readonly userId: number;
  readonly connectionId: number;
  /** Whether the user chose to share it. */
  readonly shared: boolean;
}

/** Somebody an account can pay. */
export interface Recipient {
  readonly id: number;
  readonly accountId: number;
  readonly targetAccountId: number | null;
  readonly label: string;
  readonly category: string;
  readonly bankName: string;
  readonly iban: string;
}

/** A payment from an account to a recipient. */
export interface Transfer {
  readonly id: number;
  readonly userId: number;
  readonly account: Account;
  readonly recipient: Recipient;
  readonly amount: number;
  readonly label: string;
  /** `YYYY-MM-DD`. */
  readonly execDate: string;
  /** In milliseconds. */
  readonly registeredAt: number;
  /** `created` until the user validates it, `pending` once the bank has it. */
  state: 'created' | 'pending';
}

/** Money that an application asks a user for, from whatever bank the user chooses. */
export interface Payment {
  readonly id: number;
  readonly userId: number;
  readonly amount: number;
  readonly label: string;
  readonly payee: {readonly label: string; readonly iban: string};
  /** `created` until the user confirms it or the bank refuses it, either of which is for good. */
  state: 'created' | 'done' | 'rejected';
}

/** What a transfer is made of. */
export interface TransferOrder {
  readonly account: Account;
  readonly recipient: Recipient;
  readonly amount: number;
  readonly label: string;
  readonly execDate?: string | undefined;
  readonly id?: number | undefined;
}

/** All that a sandbox knows: clients, connectors, users and what belongs to them. */
export class World {
  readonly clients: ReadonlyMap<string, SandboxClient>;
  readonly connectors: readonly SandboxConnector[];
  readonly now: () => number;
  readonly #tokens = new Map<string, Token>();
  readonly #connections = new Map<number, Connection>();
  readonly #accounts = new Map<number, Account>();
  readonly #recipients = new Map<number, Recipient>();
  readonly #transfers = new Map<number, Transfer>();
  readonly #payments = new Map<number, Payment>();
  #lastUserId = 0;
  #lastConnectionId = 45;
  #lastTransferId = 21;
  #lastPaymentId = 30;
  #nextAccountId = 101;
  #nextRecipientId = 1;

  constructor(options: SandboxOptions = {}) {
    this.clients = new Map((options.clients ?? [DEFAULT_CLIENT]).map((client) => [client.id, client]));
    this.connectors = options.connectors ?? DEFAULT_CONNECTORS;
    this.now = options.now ?? Date.now;
    for (const {id, primaryColor} of this.clients.values()) {
      if (primaryColor !== undefined && !isColor(primaryColor)) {
        throw new Error(
          `The client ${id} has the primaryColor “${primaryColor}”: write six hexadecimal digits, such as 2b4acb.`,
        );
      }
    }
    for (const user of options.users ?? []) this.#seed(user);
  }

  /** Makes a user and gives the id. */
  addUser(): number {
    return ++this.#lastUserId;
  }

  mintToken(userId: number): Token {
    return this.#issue(newSecret(), userId, 'permanent', 'standard');
  }

  mintCode(userId: number, access: Token['access'] = 'standard'): Token {
    return this.#issue(newSecret(), userId, 'temporary', access);
  }

  /** The token with this text if it works, or why it does not. Looking does not use it up. */
  tokenOf(text: string): Token | TokenFault {
    const token = this.#tokens.get(text);
    if (!token) return 'unknown';
    if (token.used) return 'used';
    const age = this.now() - token.issuedAt;
    return token.kind === 'temporary' && age >= CODE_LIFETIME * 1000 ? 'expired' : token;
  }

  /** Uses a token: one that works once does not work again. */
  use(token: Token): void {
    if (token.access === 'single') token.used = true;
  }

  /** Trades a code for a permanent token. The code does not work again. */
  exchange(code: Token): Token {
    code.used = true;
    return this.mintToken(code.userId);
  }

  addConnection(
    userId: number,
    connector: SandboxConnector,
    {
      id,
      shares = () => true,
      error = null,
    }: {
      readonly id?: number | undefined;
      readonly shares?: (account: BankAccount) => boolean;
      readonly error?: string | null;
    } = {},
  ): Connection {
    const connection: Connection = {
      id: id ?? this.#lastConnectionId + 1,
      userId,
      connector,
      error,
      lastUpdate: this.now(),
    };
    if (this.#connections.has(connection.id)) throw duplicate('connections', connection.id);
    this.#connections.set(connection.id, connection);
    this.#lastConnectionId = Math.max(this.#lastConnectionId, connection.id);
    for (const account of accountsAt(connector)) this.#addAccount(connection, account, shares(account));
    this.#addRecipients(connection);
    return connection;
  }

  /** Removes a connection and its accounts. Transfers that were made from them stay. */
  removeConnection(connection: Connection): void {
    this.#connections.delete(connection.id);
    for (const account of this.#accounts.values()) {
      if (account.connectionId !== connection.id) continue;
      this.#accounts.delete(account.id);
      for (const recipient of this.recipientsOf(account)) this.#recipients.delete(recipient.id);
    }
  }

  connectionsOf(userId: number): readonly Connection[] {
    return [...this.#connections.values()].filter((connection) => connection.userId === userId);
  }

  connectionOf(userId: number, id: number): Connection | undefined {
    const connection = this.#connections.get(id);
    return connection?.userId === userId ? connection : undefined;
  }

  /** The accounts that a user shares. */
  accountsOf(userId: number): readonly Account[] {
    return [...this.#accounts.values()].filter((account) => account.userId === userId && account.shared);
  }

  accountOf(userId: number, id: number): Account | undefined {
    return this.accountsOf(userId).find((account) => account.id === id);
  }

  recipientsOf(account: Account): readonly Recipient[] {
    return [...this.#recipients.values()].filter((recipient) => recipient.accountId === account.id);
  }

  addTransfer(order: TransferOrder): Transfer {
    const {account, recipient, amount, label} = order;
    const now = this.now();
    const transfer: Transfer = {
      id: order.id ?? this.#lastTransferId + 1,
      userId: account.userId,
      account,
      recipient,
      amount,
      label,
      execDate: order.execDate ?? new Date(now).toISOString().slice(0, 10),
      registeredAt: now,
      state: 'created',
    };
    if (this.#transfers.has(transfer.id)) throw duplicate('transfers', transfer.id);
    this.#transfers.set(transfer.id, transfer);
    this.#lastTransferId = Math.max(this.#lastTransferId, transfer.id);
    return transfer;
  }

  transfersOf(userId: number): readonly Transfer[] {
    return [...this.#transfers.values()].filter((transfer) => transfer.userId === userId);
  }

  transferOf(userId: number, id: number): Transfer | undefined {
    const transfer = this.#transfers.get(id);
    return transfer?.userId === userId ? transfer : undefined;
  }

  addPayment(userId: number, {id = this.#lastPaymentId + 1, amount, label}: SandboxPayment): Payment {
    if (this.#payments.has(id)) throw duplicate('payments', id);
    const payee = {label: 'SCI Les Glycines', iban: frenchIban(90018, 3027641744)};
    const payment: Payment = {id, userId, amount, label, payee, state: 'created'};
    this.#payments.set(id, payment);
    this.#lastPaymentId = Math.max(this.#lastPaymentId, id);
    return payment;
  }

  paymentOf(userId: number, id: number): Payment | undefined {
    const payment = this.#payments.get(id);
    return payment?.userId === userId ? payment : undefined;
  }

  #issue(text: string, userId: number, kind: Token['kind'], access: Token['access']): Token {
    if (this.#tokens.has(text)) {
      throw new Error('Two tokens or codes of the sandbox’s users are the same: give each its own.');
    }
    const token: Token = {text, userId, kind, access, issuedAt: this.now(), used: false};
    this.#tokens.set(text, token);
    return token;
  }

  #addAccount(connection: Connection, account: BankAccount, shared: boolean): void {
    const id = this.#nextAccountId++;
    const {userId, id: connectionId} = connection;
    this.#accounts.set(id, {...account, id, userId, connectionId, shared});
  }

  #addRecipients({id: connectionId, connector}: Connection): void {
    const own = [...this.#accounts.values()].filter((account) => account.connectionId === connectionId);
    for (const account of own.filter(({ableToTransfer}) => ableToTransfer)) {
      for (const target of own) {
        if (target === account || target.iban === null) continue;
        this.#addRecipient(account, target.name, 'Interne', connector.name, target.iban, target.id);
      }
      this.#addRecipient(
        account,
        'Camille Moreau',
        'Externe',
        'Banque Orvane',
        frenchIban(90007, 41157244001),
      );
      this.#addRecipient(account, 'SCI Les Glycines', 'Externe', 'Nordalis', frenchIban(90018, 3027641744));
    }
  }

  #addRecipient(
    account: Account,
    label: string,
    category: string,
    bankName: string,
    iban: string,
    targetAccountId: number | null = null,
  ): void {
    const id = this.#nextRecipientId++;
    this.#recipients.set(id, {id, accountId: account.id, targetAccountId, label, category, bankName, iban});
  }

  #seed(seed: SandboxUser): void {
    const userId = this.addUser();
    this.#issue(seed.token, userId, 'permanent', 'standard');
    if (seed.code !== undefined) this.#issue(seed.code, userId, 'temporary', 'standard');
    for (const {id, connectorId, error = null} of seed.connections ?? []) {
      const connector = this.connectors.find((candidate) => candidate.id === connectorId);
      if (!connector) {
        const known = this.connectors.map((candidate) => candidate.id).join(', ');
        throw new Error(`The sandbox has no connector ${connectorId}. It has ${known}.`);
      }
      this.addConnection(userId, connector, {id, error});
    }
    for (const transfer of seed.transfers ?? []) this.#seedTransfer(userId, transfer);
    for (const payment of seed.payments ?? []) this.addPayment(userId, payment);
  }

  #seedTransfer(userId: number, {id, amount, label, execDate}: SandboxTransfer): void {
    const account = this.accountsOf(userId).find(({ableToTransfer}) => ableToTransfer);
    const recipient = account && this.recipientsOf(account)[0];
    if (!recipient) {
      throw new Error(
        `The transfer “${label}” takes a user with a connection to a bank: seed one beside it.`,
      );
    }
    this.addTransfer({account, recipient, amount, label, execDate, id});
  }
}

function duplicate(what: string, id: number): Error {
  return new Error(`Two ${what} of the sandbox have the id ${id}: give each its own.`);
}
