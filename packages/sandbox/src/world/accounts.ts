import {accountsAt, type BankAccount} from '../bank-accounts.js';
import {frenchIban} from '../iban.js';
import type {SandboxConnector} from '../options.js';

/** A bank account of a connection. */
export interface Account extends BankAccount {
  readonly id: number;
  readonly userId: number;
  readonly connectionId: number;
  /** When the user stopped to share it, in milliseconds; `null` if the user shares it. */
  disabledAt: number | null;
  /** What is wrong with it: `websiteUnavailable`, `actionNeeded`, `bug` or any other text. `null` if it works. */
  error: string | null;
  /** The name that the application gave to it. */
  givenName: string | null;
  /** Whether the application shows it. */
  display: boolean;
  bookmarked: boolean;
}

/** A recipient that an account can pay. */
export interface Recipient {
  readonly id: number;
  readonly accountId: number;
  readonly targetAccountId: number | null;
  readonly label: string;
  readonly category: string;
  readonly bankName: string;
  readonly iban: string;
}

/** The recipients of every account, besides the user's other accounts. */
const OUTSIDE_RECIPIENTS = [
  {label: 'Camille Moreau', bankName: 'Banque Orvane', iban: frenchIban(90007, 41157244001)},
  {label: 'SCI Les Glycines', bankName: 'Nordalis', iban: frenchIban(90018, 3027641744)},
] as const;

/** What the accounts of a connection are opened for. */
interface AccountOwner {
  readonly id: number;
  readonly userId: number;
  readonly connector: SandboxConnector;
  readonly createdAt: number;
}

/** The accounts of all connections, and their recipients. */
export class Accounts {
  readonly #accounts = new Map<number, Account>();
  readonly #recipients = new Map<number, Recipient>();
  #nextAccountId = 101;
  #nextRecipientId = 1;

  /** Returns all accounts of a user, with those that the user does not share. */
  everyOf(userId: number): readonly Account[] {
    return [...this.#accounts.values()].filter((account) => account.userId === userId);
  }

  /** Returns the accounts that a user shares. */
  of(userId: number): readonly Account[] {
    return this.everyOf(userId).filter(({disabledAt}) => disabledAt === null);
  }

  /** Returns a shared account of a user by its id. */
  find(userId: number, id: number): Account | undefined {
    return this.of(userId).find((account) => account.id === id);
  }

  /** Returns the account with an id, whichever user it belongs to. */
  get(id: number): Account | undefined {
    return this.#accounts.get(id);
  }

  /** Returns the recipients that an account can pay. */
  recipientsOf(account: Account): readonly Recipient[] {
    return [...this.#recipients.values()].filter((recipient) => recipient.accountId === account.id);
  }

  /** Opens the accounts of a new connection. `shares` chooses the ones that the user shares. */
  open(connection: AccountOwner, shares: (account: BankAccount) => boolean): void {
    const {userId, id: connectionId, connector} = connection;
    const opened = accountsAt(connector).map((account): Account => {
      const id = this.#nextAccountId++;
      const disabledAt = shares(account) ? null : connection.createdAt;
      const settings = {error: null, givenName: null, display: true, bookmarked: false};
      return {...account, id, userId, connectionId, disabledAt, ...settings};
    });
    for (const account of opened) this.#accounts.set(account.id, account);
    for (const account of opened.filter(({ableToTransfer}) => ableToTransfer)) {
      for (const {id, name, iban} of opened) {
        if (id === account.id || iban === null) continue;
        const bankName = connector.name;
        this.#addRecipient(account, {targetAccountId: id, label: name, category: 'Interne', bankName, iban});
      }
      for (const other of OUTSIDE_RECIPIENTS)
        this.#addRecipient(account, {targetAccountId: null, category: 'Externe', ...other});
    }
  }

  /** Removes the accounts of a connection, and their recipients. */
  close({id}: Pick<AccountOwner, 'id'>): void {
    for (const account of this.#accounts.values()) {
      if (account.connectionId !== id) continue;
      this.#accounts.delete(account.id);
      for (const recipient of this.recipientsOf(account)) this.#recipients.delete(recipient.id);
    }
  }

  #addRecipient({id: accountId}: Account, recipient: Omit<Recipient, 'id' | 'accountId'>): void {
    const id = this.#nextRecipientId++;
    this.#recipients.set(id, {id, accountId, ...recipient});
  }
}
