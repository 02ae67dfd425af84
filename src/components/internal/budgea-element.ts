import {LitElement} from 'lit';
import {VERSION} from '../../version.js';

/** The base class of all elements. */
export abstract class BudgeaElement extends LitElement {
  /** The version of this package. */
  static readonly version: string = VERSION;
}
