import {SandboxError} from './sandbox-error.js';

/**
 * Returns the value if it is valid, or throws a {@link SandboxError} that names it and says what it must be.
 *
 * Options and arguments also come from files, over HTTP and from plain JavaScript, which no compiler checks.
 *
 * @param at the name of the value in the message, such as `options.clients[0].id`.
 */
export type Check<T> = (value: unknown, at: string) => T;

/** Whether a text has half of a surrogate pair, which no address can hold. */
export function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** Accepts a text that is not empty. */
export const text: Check<string> = (value, at) => {
  if (typeof value !== 'string' || value === '') refuse(at, 'a text', value);
  return isBroken(value) ? refuse(at, 'valid Unicode', value) : value;
};

/** Accepts a finite number. */
export const number: Check<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuseNumber(at, 'a number', value);

/** Accepts an integer from 0. */
export const wholeNumber: Check<number> = (value, at) =>
  Number.isSafeInteger(value) && Number(value) >= 0
    ? Number(value)
    : refuseNumber(at, 'a whole number, 0 or above', value);

/** Accepts an id. */
export const id: Check<number> = (value, at) =>
  wholeNumber(value, at) <= MAX_ID ? Number(value) : refuseNumber(at, `an id of at most ${MAX_ID}`, value);

/** Accepts a number above 0, such as an amount of money. */
export const positive: Check<number> = (value, at) =>
  number(value, at) > 0 ? number(value, at) : refuseNumber(at, 'a number above 0', value);

/** Accepts `true` or `false`. */
export const flag: Check<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value);

/** Accepts a text that matches the pattern. The error message describes the pattern as `what`. */
export function like(pattern: RegExp, what: string): Check<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : refuse(at, what, value));
}

/** Accepts one of the choices. */
export function oneOf<const T extends string>(...choices: readonly T[]): Check<T> {
  return (value, at) =>
    choices.find((choice) => choice === value) ??
    refuse(at, choices.map((choice) => `“${choice}”`).join(' or '), value);
}

/** Accepts `null`, and what the check accepts. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, at) => (value === null ? null : check(value, at));
}

/** Accepts a list, if the check accepts each item. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => check(item, `${at}[${index}]`))
      : refuse(at, 'a list', value);
}

/** Applies the first check if `isFirst` is true of the value, and the second check otherwise. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: Check<A>,
  second: Check<B>,
): Check<A | B> {
  return (value, at) => (isFirst(value) ? first(value, at) : second(value, at));
}

/** The highest id: the following ids must be exact numbers, too. */
const MAX_ID = 2 ** 31 - 1;

type Checks = Readonly<Record<string, Check<unknown>>>;

/** Accepts an object with all of the required properties, any of the optional ones, and no others. */
export function shape<const RequiredChecks extends Checks, const OptionalChecks extends Checks>(
  required: RequiredChecks,
  optional: OptionalChecks,
): Check<
  {readonly [Name in keyof RequiredChecks]: ReturnType<RequiredChecks[Name]>} & {
    readonly [Name in keyof OptionalChecks]?: ReturnType<OptionalChecks[Name]>;
  }
> {
  const all: Checks = {...required, ...optional};
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, 'an object', value);
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(all, name)) continue;
      throw new SandboxError(
        'invalid-value',
        `${at} has no “${name}”. It has ${Object.keys(all).join(', ')}.`,
      );
    }
    // no prototype: a property that is not given must be absent, whatever Object.prototype has
    const checked = Object.create(null) as Record<string, unknown>;
    for (const [name, check] of Object.entries(all)) {
      const item = Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined;
      if (item === undefined && !Object.hasOwn(required, name)) continue;
      checked[name] = check(item, `${at}.${name}`);
    }
    return checked as ReturnType<ReturnType<typeof shape<RequiredChecks, OptionalChecks>>>;
  };
}

/** Throws the error of an invalid value. The message never holds the value, because it may be a secret. */
export function refuse(at: string, what: string, value: unknown): never {
  throw new SandboxError('invalid-value', `${at} must be ${what}; it is ${described(value)}.`);
}

/** Throws the error of an invalid value that must be a number. The message holds a wrong number. */
export function refuseNumber(at: string, what: string, value: unknown): never {
  if (typeof value !== 'number') refuse(at, what, value);
  throw new SandboxError('invalid-value', `${at} must be ${what}; it is ${value}.`);
}

function described(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === '') return 'empty';
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? 'an object'
    : `some ${typeof value === 'string' ? 'text' : typeof value}`;
}
