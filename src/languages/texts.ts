import type {ConnectionErrorCode} from '../service/connection-errors.js';
import type {Flow} from '../service/parameters.js';

/*
 * Every text that a user may read, in one language: short, plain, saying what happened and what to do next. They stand
 * in three groups, so that a page loads what its elements say and no more.
 */

/** What the buttons say. */
export interface ButtonTexts {
  /** The default labels. */
  readonly start: Readonly<Record<Flow, string>>;
  /** A button was pressed, and the page is about to be left. */
  readonly starting: string;
  /** A button could not start its flow. */
  readonly startFailed: string;
}

/** What is said of a result, and on the callback page. */
export interface ResultTexts {
  readonly success: Readonly<Record<Flow, string>>;
  readonly access_denied: string;
  readonly tos_declined: string;
  readonly session_expired: string;
  readonly failed: string;
  readonly incomplete: string;
  readonly 'missing-state': string;
  readonly 'unknown-state': string;
  readonly expired: string;
  readonly 'no-storage': string;
  readonly replayed: string;
  readonly malformed: string;
  readonly none: string;

  /** The callback page hands the code over. */
  readonly saving: string;
  /** It could not be handed over, and may be again. */
  readonly saveFailed: string;
  /** It was refused, so that only the whole flow can be tried again. */
  readonly saveRefused: string;

  readonly goOn: string;
  readonly tryAgain: string;
  readonly goBack: string;
}

/** What is said of a connection's error: who has to act, and what comes next. */
export interface ConnectionTexts {
  readonly connection: Readonly<Record<ConnectionErrorCode | 'first-sync' | 'unknown', string>>;
}

/** All texts of a language. */
export interface Texts extends ButtonTexts, ResultTexts, ConnectionTexts {}

/** Texts of the host's own, in the place of some of ours. */
export type OwnTexts = Partial<Omit<Texts, Nested>> & {readonly [N in Nested]?: Partial<Texts[N]>};

type Nested = 'start' | 'success' | 'connection';
