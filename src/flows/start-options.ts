import type {Json} from '../service/json.js';
import type {FlowOptions, Flow, Optional, RequiredParameter} from '../service/parameters.js';
import type {AttemptStore} from './attempts.js';

/**
 * A temporary code, or `null` if there is no user yet; or what your back end answers: the code, and who it is for.
 */
export type CodeAnswer =
  | string
  | null
  | {
      readonly code: string | null;
      /** A text that identifies the user. `finishFlow` gives it back with a received code. */
      readonly owner?: string | null | undefined;
    };

/** Gives a temporary code at the last moment. */
export type CodeSource = () => CodeAnswer | Promise<CodeAnswer>;

/** A payment that was just created, and the scoped token that lets the user confirm it. */
export interface NewPayment {
  readonly paymentId: string | number;
  /** The payment's scoped token. */
  readonly code: string;
}

/** What a payment must be created with, so that the webview takes it. */
export interface PaymentStart {
  /** The payment's `client_state`. */
  readonly state: string;
  /** The payment's `client_redirect_uri`. */
  readonly redirectUri: string;
  /** The `context` of the start. */
  readonly context?: Json;
}

/** Creates a payment at the last moment. */
export type PaymentSource = (start: PaymentStart) => NewPayment | Promise<NewPayment>;

interface WithCode {
  /** A temporary code for the user, or a function that gives one at the last moment. */
  readonly code: string | CodeSource;
}

type CodeOption<F extends Flow> = 'code' extends RequiredParameter<F> ? WithCode : Optional<WithCode>;

/** A payment that exists, with its scoped token and the state that it was created with. */
interface ExistingPayment extends WithCode {
  readonly paymentId: string | number;
  readonly state: string;
  readonly createPayment?: null | undefined;
}

/** A payment that is created at the start. */
interface PaymentToCreate {
  /** Creates the payment and gives its id and its scoped token. */
  readonly createPayment: PaymentSource;
  readonly paymentId?: null | undefined;
  readonly code?: null | undefined;
  readonly state?: null | undefined;
}

/** The options of a start that every flow takes. */
interface CommonStartOptions {
  /** Given back by `finishFlow`. It stays in the browser's storage, so keep secrets out of it. */
  readonly context?: Json | undefined;
  /** Where the user goes on afterwards: a URL of this origin. `finishFlow` gives it back as a path. */
  readonly returnTo?: string | null | undefined;
  /**
   * Who is signed in: a text that identifies the user, such as an id. Give the same to `finishFlow`, and nobody else's
   * session takes the answer. Default: what comes with the code, if anything does.
   */
  readonly owner?: string | null | undefined;
  /** Where the attempt is stored. Default: `localStorage`, since a bank's app may return in another tab. */
  readonly store?: AttemptStore | null | undefined;
  /** Leaves the page. Default: `location.assign`. */
  readonly navigate?: ((url: string) => void | Promise<void>) | null | undefined;
  /** Gives the start up, as long as the page was not left. */
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * The options of `startFlow`: those of the flow's URL without `state`, and what to remember. A payment either exists,
 * and then has its own state, or is created at the start.
 */
export type StartOptions<F extends Flow> = CommonStartOptions &
  (F extends 'payment'
    ? FlowOptions<'payment', 'code' | 'state' | 'paymentId'> & (ExistingPayment | PaymentToCreate)
    : FlowOptions<F, 'code' | 'state'> & CodeOption<F>);

/** Options as they may come from plain JavaScript. */
export type AnyStartOptions = CommonStartOptions & {
  readonly code?: string | CodeSource | null | undefined;
  readonly state?: unknown;
  readonly createPayment?: PaymentSource | null | undefined;
  [option: string]: unknown;
};
