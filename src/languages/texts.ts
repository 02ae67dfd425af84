import type {ConnectionErrorCode} from '../service/connection-errors.js';
import type {Flow} from '../service/parameters.js';

/*
 * Every text that a user may read, in one language: short and plain, with what happened and what to do next. There are
 * four groups, so that a page only loads the texts of its elements.
 */

/** The texts of the buttons. */
export interface ButtonTexts {
  /** The default labels. */
  readonly start: Readonly<Record<Flow, string>>;
  /** Shown after a press, until the page is left. */
  readonly starting: string;
  /** Shown if the flow could not start, and may start in a moment. */
  readonly startFailed: string;
  /** Shown if the flow cannot start, because of a mistake for example. */
  readonly startImpossible: string;
  /** Shown if the back end says that nobody is signed in. */
  readonly startSignedOut: string;
  /** Shown if the browser blocks the storage. */
  readonly startNoStorage: string;
  /** Shown if the frame around the page may not be left. */
  readonly startFramed: string;
}

/**
 * What a user reads about a payment: the bank accepted it, nothing was refused so far, only a part was made, it is not
 * confirmed yet; or nothing was paid, and why; or nobody knows.
 */
export type PaymentText =
  | 'done'
  | 'processing'
  | 'partial'
  | 'created'
  | 'cancelled'
  | 'rejected'
  | 'expired'
  | 'unknown';

/** The texts about a result, and of the callback page. */
export interface ResultTexts {
  readonly success: Readonly<Record<Exclude<Flow, 'payment'>, string>>;
  /**
   * How a payment ended. After the first four, and after `unknown`, money may have moved or may still move: a second
   * payment may be one too many. After the others, nothing was paid.
   */
  readonly payment: Readonly<Record<PaymentText, string>>;
  readonly access_denied: string;
  readonly tos_declined: string;
  readonly session_expired: string;
  readonly failed: string;
  readonly incomplete: string;
  readonly 'missing-state': string;
  readonly 'unknown-state': string;
  readonly expired: string;
  readonly 'no-storage': string;
  readonly 'other-owner': string;
  readonly replayed: string;
  readonly malformed: string;
  readonly none: string;

  /** Shown while the code is handed over. */
  readonly saving: string;
  /** Shown if the code could not be handed over. The same code can be sent again. */
  readonly saveFailed: string;
  /** Shown if the code was refused. Only the whole flow can be tried again. */
  readonly saveRefused: string;
  /** Shown if nobody is signed in any more. The same code can be sent again. */
  readonly saveSignedOut: string;
  /** Shown if nothing takes the code. */
  readonly saveImpossible: string;
  /** Shown if the back end has a token of the user already. */
  readonly 'token-exists': string;

  /** Shown after a success while the new connection is being fetched. `{bank}` becomes the bank's name. */
  readonly bankFetching: string;
  /** Shown once its data is there. `{bank}` becomes the bank's name. */
  readonly bankReady: string;

  readonly goOn: string;
  readonly tryAgain: string;
  readonly goBack: string;
}

/** The texts about a connection's error: who must act, and what comes next. */
export interface ConnectionTexts {
  readonly connection: Readonly<Record<ConnectionErrorCode | 'first-sync' | 'unknown', string>>;

  /** Shown if nothing is wrong, but the user's consent ends soon. `{date}` becomes the day, in words. */
  readonly consentEnds: string;
  /** Shown if nothing is wrong, but the user's consent is over. `{date}` becomes the day, in words. */
  readonly consentEnded: string;
  /** The default label of the button below these two. */
  readonly renew: string;
}

/** The texts of the panel of connections. */
export interface PanelTexts {
  readonly panel: {
    /** The counts in the first line. `{count}` becomes the number. */
    readonly connected: string;
    readonly toCheck: string;
    readonly inProgress: string;

    /** What state a connection is in, in a few words. */
    readonly works: string;
    readonly fetching: string;
    readonly actionNeeded: string;
    readonly interrupted: string;
    readonly notUpdated: string;

    /** Shown if fetching takes longer than ten minutes. */
    readonly late: string;
    /** Shown before the number of accounts, as are the two below before a date. */
    readonly accounts: string;
    readonly dataAsOf: string;
    readonly nextTry: string;
    /** Shown if the service reads a bank in several ways, and one of them works. */
    readonly onlySome: string;
    /** Shown if the same bank is connected twice. */
    readonly sameBank: string;

    /** The labels of the buttons, at most 24 characters long. */
    readonly refresh: string;
    readonly manage: string;
    readonly disconnect: string;
    readonly cancel: string;
    readonly retry: string;

    /** Asks whether to disconnect. `{bank}` becomes the bank's name, as in all texts below. */
    readonly question: string;
    /** What happens then. */
    readonly consequences: string;
    readonly disconnected: string;
    readonly asked: string;

    readonly failed: string;
    readonly loading: string;
    readonly loadFailed: string;
    /** Shown if the back end gave no answer at all. */
    readonly noAnswer: string;
    readonly empty: string;
    /** Stands for a bank without a name. */
    readonly bank: string;
  };
}

/** All texts of a language. */
export interface Texts extends ButtonTexts, ResultTexts, ConnectionTexts, PanelTexts {}

/** The host's own texts, in place of some of ours. */
export type OwnTexts = Partial<Omit<Texts, Nested>> & {readonly [N in Nested]?: Partial<Texts[N]>};

type Nested = 'start' | 'success' | 'payment' | 'connection' | 'panel';
