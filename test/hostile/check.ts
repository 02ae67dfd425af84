import fc from 'fast-check';

/** Whether this is the long run. */
export const isLong = process.env['HOSTILE'] === 'long';

/** The seed of the run: the same seed gives the same inputs. */
const seed = Number(process.env['SEED'] ?? 1);

/** How often a property is tried. The whole short run takes at most a minute, each file of the long run a quarter of an hour. */
export interface Runs {
  readonly short: number;
  readonly long: number;
}

/** Returns how often a property is tried in this run. */
export function times({short, long}: Runs): number {
  return isLong ? long : short;
}

/**
 * Tries a property with generated cases. A failing case is made smaller and thrown as code that can be run.
 *
 * @param code - Writes a case as code.
 */
export async function check<T>(
  runs: Runs,
  cases: fc.Arbitrary<T>,
  attempt: (given: T) => void | Promise<void>,
  code: (given: T) => string,
): Promise<void> {
  const property = fc.asyncProperty(cases, async (given) => {
    await attempt(given);
  });
  const details = await fc.check(property, {seed, numRuns: times(runs), endOnFailure: false});
  if (!details.failed) return;
  const [smallest] = details.counterexample as [T];
  const cause = details.errorInstance instanceof Error ? details.errorInstance : undefined;
  throw new Error(
    `SEED=${seed}, case ${details.numRuns}, made smaller ${details.numShrinks} times:\n\n${code(smallest)}\n\n${cause?.message ?? ''}`,
    {cause},
  );
}

/** Returns generated values without a property, for tests that try them all at once. */
export function sample<T>(cases: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(cases, {seed, numRuns: count});
}

/** Generates mostly the usual value, so that one thing at a time is wrong. */
export function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    {weight: 6, arbitrary: fc.constant(usual)},
    {weight: 1, arbitrary: fc.constantFrom(...others)},
  );
}
