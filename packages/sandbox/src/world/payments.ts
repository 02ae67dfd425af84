import {frenchIban} from '../iban.js';
import type {SandboxPayment} from '../options.js';
import {Owned} from './owned.js';

/** A payment that an application asks of a user, who can pay it from any bank. */
export interface Payment {
  readonly id: number;
  readonly userId: number;
  readonly amount: number;
  readonly label: string;
  readonly payee: {readonly label: string; readonly iban: string};
  /** `created` until the user confirms it or the bank refuses it. Then it is final. */
  state: 'created' | 'done' | 'rejected';
}

const PAYEE = {label: 'SCI Les Glycines', iban: frenchIban(90018, 3027641744)};

/** The payments of all users. */
export class Payments extends Owned<Payment> {
  constructor() {
    super('payments', 31);
  }

  /** Adds a payment to a user. */
  add(userId: number, {id, amount, label}: SandboxPayment): Payment {
    return this.keep(id, (kept) => ({id: kept, userId, amount, label, payee: PAYEE, state: 'created'}));
  }
}
