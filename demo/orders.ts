import type {PaymentDetails} from '../src/server/index.js';

/** Something that a visitor wants to pay for. */
export interface Order {
  readonly id: number;
  readonly label: string;
  readonly amount: number;
  /** The payments that were created for it, the oldest first. A visitor may press the button twice. */
  readonly paymentIds: string[];
}

/** What the states of its payments make of an order. */
export type OrderState = 'open' | 'waiting' | 'paid' | 'partial' | 'refused' | 'expired' | 'unknown';

/** An order as the pages show it: its state is what the service says. */
export interface VerifiedOrder extends Pick<Order, 'id' | 'label' | 'amount'> {
  readonly state: OrderState;
  /** The state of its latest payment, as the service says it. */
  readonly paymentState?: string | undefined;
}

/** The states of an order in which nothing was paid, so that another payment may be made. */
export const PAYABLE: readonly OrderState[] = ['open', 'refused', 'expired'];

/** The states of which one payment is enough, the most important first. */
const DECISIVE: readonly OrderState[] = ['paid', 'partial', 'unknown', 'waiting'];

/** What each state of a payment makes of its order. A state that is not here makes it `unknown`. */
const ORDER_STATES: ReadonlyMap<string, OrderState> = new Map([
  ['created', 'open'],
  ['validating', 'waiting'],
  ['pending', 'waiting'],
  ['done', 'paid'],
  ['accepted', 'paid'],
  ['partial', 'partial'],
  ['rejected', 'refused'],
  ['expired', 'expired'],
]);

/** Returns what the states of its payments make of an order, the state of the oldest payment first. */
export function orderState(paymentStates: readonly string[]): OrderState {
  const states = paymentStates.map((state) => ORDER_STATES.get(state) ?? 'unknown');
  return DECISIVE.find((state) => states.includes(state)) ?? states.at(-1) ?? 'open';
}

/** The orders of the visitors, by session. */
export class Orders {
  readonly #orders = new Map<string, Order[]>();
  #lastId = 0;

  /** Adds an order to a session. */
  add(session: string, label: string, amount: number): Order {
    this.#lastId += 1;
    const order: Order = {id: this.#lastId, label, amount, paymentIds: []};
    this.#orders.set(session, [...this.of(session), order]);
    return order;
  }

  /** Returns the orders of a session, the oldest first. */
  of(session: string): readonly Order[] {
    return this.#orders.get(session) ?? [];
  }

  /** Returns an order, if it belongs to the session. */
  find(session: string, id: unknown): Order | undefined {
    return this.of(session).find((order) => order.id === id);
  }

  /** Returns the session whose order a payment is for. */
  sessionOf(paymentId: string): string | undefined {
    const isOfSession = (session: string): boolean =>
      this.of(session).some(({paymentIds}) => paymentIds.includes(paymentId));
    return Array.from(this.#orders.keys()).find(isOfSession);
  }

  /** Removes the orders of a session. */
  forget(session: string): void {
    this.#orders.delete(session);
  }
}

/** Returns the payment for an order, as the service takes it. */
export function paymentFor({id, label, amount}: Order): PaymentDetails {
  return {
    instructions: [
      {
        label: `${label} ${id}`,
        amount,
        currency: 'EUR',
        execution_date_type: 'instant',
        beneficiary: {scheme_name: 'iban', identification: 'FR7612345000010000000000185', label: 'Tirelire'},
        beneficiary_identity: {kind: 'corporate', org_name: 'Tirelire'},
      },
    ],
    payer_identity: {kind: 'corporate', org_name: 'Visitor of the demo'},
  };
}
