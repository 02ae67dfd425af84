import type {EndingChoice} from '../pages/emulation-panel.js';
import type {Answer} from './callback.js';

/** A way to end a flow at once. */
export interface EmulatedEnding extends EndingChoice {
  /** Returns the answer to the application. */
  readonly end: () => Answer;
}
