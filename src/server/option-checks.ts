import {fail, invalid} from '../service/flow-error.js';
import {nearest} from '../service/nearest.js';
import {isGiven} from '../service/options.js';

/** The longest name that an error repeats. A longer one is not a spelling mistake. */
const MAX_LENGTH = 60;

/**
 * Refuses a given option that is not in a list of names, so that a misspelt one is not ignored silently.
 *
 * @throws {FlowError} `unknown-parameter`.
 */
export function checkNames(options: object, names: readonly string[], prefix = ''): void {
  for (const [name, value] of Object.entries(options)) {
    if (names.includes(name) || !isGiven(value)) continue;
    const option = name.slice(0, MAX_LENGTH);
    const meant = nearest(option, names);
    const hint = meant === undefined ? '' : ` (did you mean ${prefix}${meant}?)`;
    fail('unknown-parameter', `${prefix}${option} is not an option${hint}`, {option: prefix + option});
  }
}

/**
 * Refuses what is given and not a function.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkFunction(option: string, value: unknown): void {
  if (isGiven(value) && typeof value !== 'function') invalid(option, 'a function');
}
