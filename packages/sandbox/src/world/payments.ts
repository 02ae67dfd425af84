import {frenchIban} from '../iban.js';
import type {SandboxPayment} from '../options.js';
import {Owned} from './owned.js';

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

const PAYEE = {label: 'SCI Les Glycines', iban: frenchIban(90018, 3027641744)};

/** The payments of all users. */
export class Payments extends Owned<Payment> {
  constructor() {
    super('payments', 31);
  }

  add(userId: number, {id, amount, label}: SandboxPayment): Payment {
    return this.keep(id, (kept) => ({id: kept, userId, amount, label, payee: PAYEE, state: 'created'}));
  }
}
