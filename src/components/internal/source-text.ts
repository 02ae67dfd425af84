import {invalid} from '../../service/flow-error.js';

/** The text of a function, a class or an object. */
const SOURCE = /^\s*(\[object \w|class\s.*\{|(async\b)?[\s\w$*]*(\(.*\)\s*(=>|\{)|=>))/s;

/** Tells whether a value is what a function or an object becomes when a framework writes it as an attribute. */
export function isSourceText(value: unknown): boolean {
  return typeof value === 'string' && SOURCE.test(value);
}

/**
 * Refuses options that are the text of a function or an object. Nobody means to send that.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function refuseSourceTexts(options: object): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if ([value].flat().some(isSourceText)) invalid(name, 'set as a property');
  }
}
