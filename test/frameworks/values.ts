/** The values that a page is rendered with, one set after the other. The last one takes everything away. */
export const STEPS = ['first', 'second', 'none'] as const;

export type Step = (typeof STEPS)[number];

/** What each page gives to its elements. */
export interface Values {
  readonly clientId: number | undefined;
  readonly maxConnections: number | undefined;
  readonly connectorIds: readonly number[] | undefined;
  readonly resetCredentials: boolean | undefined;
  readonly disabled: boolean | undefined;
  readonly context: {readonly from: Step} | undefined;
  readonly code: (() => string) | undefined;
  readonly fetch: typeof fetch | undefined;
  readonly saveCode: (() => never) | undefined;
  readonly connection: {readonly state: 'wrongpass' | 'SCARequired'} | undefined;
  readonly texts: {readonly start: {readonly connect: string}} | undefined;
  readonly onEvent: ((event: Event) => void) | undefined;
}

/** The calls of a page's listeners, as `first on id`, and of its function that saves. */
export const calls: string[] = [];

/** Returns the values of a step. */
export function valuesOf(step: Step): Values {
  if (step === 'none') {
    return {
      clientId: undefined,
      maxConnections: undefined,
      connectorIds: undefined,
      resetCredentials: undefined,
      disabled: undefined,
      context: undefined,
      code: undefined,
      fetch: undefined,
      saveCode: undefined,
      connection: undefined,
      texts: undefined,
      onEvent: undefined,
    };
  }
  const isFirst = step === 'first';
  return {
    clientId: isFirst ? 1 : 2,
    maxConnections: isFirst ? 3 : 4,
    connectorIds: isFirst ? [3, 59] : [40],
    resetCredentials: isFirst,
    disabled: isFirst,
    context: {from: step},
    code: () => `${step}-code`,
    fetch: () => Promise.resolve(Response.json({code: `${step}-fetch`})),
    // fails, so that each callback element of the page can be pressed to save again
    saveCode: () => {
      calls.push(`${step} saves`);
      throw new Error('not yet');
    },
    connection: {state: isFirst ? 'wrongpass' : 'SCARequired'},
    texts: {start: {connect: `${step} label`}},
    onEvent: ({currentTarget}) => calls.push(`${step} on ${(currentTarget as Element).id}`),
  };
}
