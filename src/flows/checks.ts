import {FlowError, invalid, shortened} from './flow-error.js';
import {isGiven} from './parameters.js';

/**
 * Holds the names of some options against those that a flow or a page takes: the table's and some others.
 *
 * @throws {FlowError} `unknown-parameter`.
 */
export function checkNames(
  subject: string,
  values: Readonly<Record<string, unknown>>,
  table: object,
  others: readonly string[],
): void {
  for (const name in values) {
    if (!Object.hasOwn(table, name) && !others.includes(name) && isGiven(values[name])) {
      const names = [...Object.keys(table), ...others].join(', ');
      throw new FlowError(
        'unknown-parameter',
        `${subject} does not take \`${shortened(name)}\`, but ${names}.`,
      );
    }
  }
}

/**
 * One of the names of a table.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedKey<T extends object>(option: string, key: unknown, table: T): keyof T & string {
  if (typeof key === 'string' && Object.hasOwn(table, key)) return key as keyof T & string;
  throw invalid(option, key, `give ${Object.keys(table).join(', ')}`);
}

/**
 * An id as text.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedId(option: string, id: unknown): string {
  if (typeof id === 'number' ? Number.isSafeInteger(id) && id >= 0 : id && typeof id === 'string') {
    return String(id);
  }
  throw invalid(option, id, 'give a text or a whole number');
}

/** Most values, which need no encoding: to see so takes less time than to encode them. */
const PLAIN = /^[\w-]*$/;

/**
 * A text, percent-encoded so that every kind of decoder reads it back.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function encoded(option: string, text: unknown): string {
  try {
    if (typeof text === 'string') return PLAIN.test(text) ? text : encodeURIComponent(text);
  } catch {
    // half a character: refused below
  }
  throw invalid(option, text, 'give a well-formed text');
}
