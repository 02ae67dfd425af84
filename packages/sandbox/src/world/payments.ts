import {own} from '../own.js';
import type {Clock} from '../clock.js';
import {SandboxError} from '../sandbox-error.js';

/** The documented states of a payment. A bank may have others. */
export const PAYMENT_STATES = [
  'created',
  'validating',
  'pending',
  'done',
  'accepted',
  'partial',
  'rejected',
  'expired',
] as const;

const MAX_CLIENT_STATE_LENGTH = 2000;

/** Whether a text is short enough for the state of a payment. */
export function isClientState(text: string): boolean {
  return Array.from(text).length <= MAX_CLIENT_STATE_LENGTH;
}

/** How long a payment stays `validating` or `pending` before it is `done`, in milliseconds. */
const SETTLEMENT_TIME = 24 * 60 * 60 * 1000;

/** A property of a JSON object that an application has sent. */
type Sent = Readonly<Record<string, unknown>>;

/** One transfer of money within a payment. A bulk payment has several. */
export interface PaymentInstruction {
  readonly label: string;
  readonly amount: number;
  /** Three letters, such as `EUR`. */
  readonly currency: string;
  readonly executionDateType: 'first_open_day' | 'instant' | 'deferred';
  /** `YYYY-MM-DD`, for a deferred one. */
  readonly executionDate: string | undefined;
  readonly beneficiary: {
    readonly label: string;
    /** `iban`, `bban` or `sort_code_account_number`. */
    readonly scheme: string;
    readonly identification: string;
  };
  /** The instruction as the application sent it. */
  readonly sent: Sent;
}

/** The data of a new payment. */
export interface PaymentOrder {
  /** The next free id by default. */
  readonly id?: number | undefined;
  readonly clientId: string;
  /** The address that the user returns to. */
  readonly redirectUri: string;
  /** What the callback returns as `state`. */
  readonly clientState: string | undefined;
  readonly instructions: readonly PaymentInstruction[];
  /** The payer's identity as the application sent it. */
  readonly payerIdentity: Sent | null;
}

/** Why a bank refused a payment. */
export interface PaymentFault {
  /** A code such as `insufficientFunds`. */
  readonly errorCode?: string | undefined;
  /** What the bank says to the user. */
  readonly bankMessage?: string | undefined;
}

/** Called with a payment whose state has changed. */
type OnChanged = (payment: Payment) => void;

/** A payment that a client application asks for. Any user can make it, from any bank. */
export class Payment {
  readonly id: number;
  readonly order: PaymentOrder;
  readonly #clock: Clock;
  readonly #onChanged: OnChanged;
  #state = 'created';
  #changedAt: number;
  #fault: PaymentFault = own({});

  constructor(id: number, order: PaymentOrder, clock: Clock, onChanged: OnChanged) {
    this.id = id;
    this.order = order;
    this.#clock = clock;
    this.#onChanged = onChanged;
    this.#changedAt = clock.now();
  }

  get clientId(): string {
    return this.order.clientId;
  }

  /** One of {@link PAYMENT_STATES}, or a state that is not documented. */
  get state(): string {
    const isOnItsWay = this.#state === 'validating' || this.#state === 'pending';
    return isOnItsWay && this.#clock.now() - this.#changedAt >= SETTLEMENT_TIME ? 'done' : this.#state;
  }

  /** Why the bank refused it. Empty unless it did. */
  get fault(): PaymentFault {
    return this.#fault;
  }

  /** The sum of all instructions. */
  get amount(): number {
    return Math.round(this.order.instructions.reduce((sum, {amount}) => sum + amount, 0) * 100) / 100;
  }

  /** Changes the state. */
  change(state: string, fault: PaymentFault = {}): void {
    this.#state = state;
    this.#fault = own(fault);
    this.#changedAt = this.#clock.now();
    this.#onChanged(this);
  }

  /** Settles it, if that was due until now. */
  catchUp(): void {
    if (this.state !== this.#state) this.change(this.state);
  }
}

/** The payments of all clients. It never generates the same id twice. */
export class Payments {
  readonly #clock: Clock;
  readonly #onChanged: OnChanged;
  readonly #payments = new Map<number, Payment>();
  #nextId = 31;

  constructor(clock: Clock, onChanged: OnChanged) {
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /** Every payment, oldest first. */
  get all(): readonly Payment[] {
    return [...this.#payments.values()];
  }

  /** Settles every payment for which that was due until now. */
  catchUp(): void {
    for (const payment of this.all) payment.catchUp();
  }

  /** Returns the payments of a client, oldest first. */
  of(clientId: string): readonly Payment[] {
    return this.all.filter((payment) => payment.clientId === clientId);
  }

  /** Returns the payment with an id, whichever client it belongs to. */
  get(id: number): Payment | undefined {
    return this.#payments.get(id);
  }

  /** Adds a payment. */
  add(order: PaymentOrder): Payment {
    const {id = this.#nextId} = own(order);
    if (this.#payments.has(id)) {
      throw new SandboxError(
        'duplicate',
        `Two payments of the sandbox have the id ${id}. Every id must be unique.`,
      );
    }
    const payment = new Payment(id, order, this.#clock, this.#onChanged);
    this.#payments.set(id, payment);
    this.#nextId = Math.max(this.#nextId, id + 1);
    return payment;
  }
}
