import {FlowError, invalid, shortened} from './flow-error.js';
import {isGiven} from './parameters.js';

/**
 * Holds the names of some options against those that a flow or a page takes.
 *
 * @throws {FlowError} `unknown-parameter`.
 */
export function checkNames(
  subject: string,
  values: Readonly<Record<string, unknown>>,
  takes: readonly string[],
): void {
  for (const name in values) {
    if (!takes.includes(name) && isGiven(values[name])) {
      throw new FlowError(
        'unknown-parameter',
        `${subject} does not take \`${shortened(name)}\`: it takes ${takes.join(', ')}.`,
      );
    }
  }
}

/**
 * An id as text.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedId(option: string, id: unknown): string {
  if (typeof id === 'string' ? id === '' : !Number.isSafeInteger(id) || (id as number) < 0) {
    throw invalid(option, id, 'give a text or a whole number');
  }
  return String(id);
}

/**
 * A text, percent-encoded so that every kind of decoder reads it back.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function encoded(option: string, text: unknown): string {
  if (typeof text !== 'string') throw invalid(option, text, 'give a text');
  try {
    return encodeURIComponent(text);
  } catch {
    throw invalid(option, text, 'it is no well-formed text');
  }
}
