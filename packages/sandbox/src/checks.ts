import {SandboxError} from './sandbox-error.js';

/**
 * Takes a value as it is, or throws a {@link SandboxError} that says where it stands and what it has to be.
 *
 * Options and what a test asks for come from files, over HTTP and from plain JavaScript, where no type holds.
 */
export type Check<T> = (value: unknown, at: string) => T;

/** A text that is not empty. */
export const text: Check<string> = (value, at) =>
  typeof value === 'string' && value !== '' ? value : refuse(at, 'a text', value);

/** A number that is neither infinite nor none. */
export const number: Check<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(at, 'a number', value);

/** An id or a port: 0, 1, 2 and so on. */
export const wholeNumber: Check<number> = (value, at) =>
  Number.isSafeInteger(value) && Number(value) >= 0
    ? Number(value)
    : refuse(at, 'a whole number, 0 or above', value);

/** An amount of money, or of anything there has to be some of. */
export const positive: Check<number> = (value, at) =>
  number(value, at) > 0 ? number(value, at) : refuse(at, 'a number above 0', value);

export const flag: Check<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value);

/** What matches a pattern. `what` is said where it does not. */
export function like(pattern: RegExp, what: string): Check<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : refuse(at, what, value));
}

/** One of some texts. */
export function oneOf<const T extends string>(...choices: readonly T[]): Check<T> {
  return (value, at) =>
    choices.find((choice) => choice === value) ??
    refuse(at, choices.map((choice) => `“${choice}”`).join(' or '), value);
}

/** What the check takes, or `null`. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, at) => (value === null ? null : check(value, at));
}

/** A list of what the check takes. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => check(item, `${at}[${index}]`))
      : refuse(at, 'a list', value);
}

/** What the first check takes where `isFirst` says so, and what the second does otherwise. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: Check<A>,
  second: Check<B>,
): Check<A | B> {
  return (value, at) => (isFirst(value) ? first(value, at) : second(value, at));
}

type Checks = Readonly<Record<string, Check<unknown>>>;

/** An object with some names that have to be there, some that may be, and no others. */
export function shape<const Needed extends Checks, const Optional extends Checks>(
  needed: Needed,
  optional: Optional,
): Check<
  {readonly [Name in keyof Needed]: ReturnType<Needed[Name]>} & {
    readonly [Name in keyof Optional]?: ReturnType<Optional[Name]>;
  }
> {
  const all: Checks = {...needed, ...optional};
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, 'an object', value);
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(all, name)) continue;
      throw new SandboxError(
        'invalid-value',
        `${at} has no “${name}”. It has ${Object.keys(all).join(', ')}.`,
      );
    }
    const checked: Record<string, unknown> = {};
    for (const [name, check] of Object.entries(all)) {
      const item = (value as Readonly<Record<string, unknown>>)[name];
      if (item === undefined && !Object.hasOwn(needed, name)) continue;
      checked[name] = check(item, `${at}.${name}`);
    }
    return checked as ReturnType<ReturnType<typeof shape<Needed, Optional>>>;
  };
}

/** Says what a value has to be. Strings may be secrets, and are not shown. */
export function refuse(at: string, what: string, value: unknown): never {
  throw new SandboxError('invalid-value', `${at} has to be ${what}; it is ${described(value)}.`);
}

function described(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === '') return 'empty';
  return typeof value === 'string' ? 'some text' : JSON.stringify(value);
}
