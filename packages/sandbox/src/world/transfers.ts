import {own} from '../own.js';
import type {Clock} from '../clock.js';
import type {Account, Recipient} from './accounts.js';
import {Owned} from './owned.js';

/** A transfer from an account to a recipient. */
export interface Transfer {
  readonly id: number;
  readonly userId: number;
  readonly account: Account;
  readonly recipient: Recipient;
  readonly amount: number;
  readonly label: string;
  /** `YYYY-MM-DD`. */
  readonly execDate: string;
  /** The time of the order, in milliseconds. */
  readonly registeredAt: number;
  /** `created` until the user validates it, then `pending` at the bank. */
  state: 'created' | 'pending';
}

/** The data of a new transfer. */
export interface TransferOrder {
  readonly account: Account;
  readonly recipient: Recipient;
  readonly amount: number;
  readonly label: string;
  /** `YYYY-MM-DD`. Today by default. */
  readonly execDate?: string | undefined;
  readonly id?: number | undefined;
}

/** The transfers of all users. */
export class Transfers extends Owned<Transfer> {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super('transfers', 22);
    this.#clock = clock;
  }

  /** Adds a transfer to the user of the account. */
  add(order: TransferOrder): Transfer {
    const {account, recipient, amount, label, execDate, id} = own(order);
    const registeredAt = this.#clock.now();
    return this.keep(id, (kept) => ({
      id: kept,
      userId: account.userId,
      account,
      recipient,
      amount,
      label,
      execDate: execDate ?? new Date(registeredAt).toISOString().slice(0, 10),
      registeredAt,
      state: 'created',
    }));
  }
}
