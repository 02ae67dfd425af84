import {
  type CallbackValues,
  type MalformedAnswer,
  type NoAnswer,
  type Outcome,
  readCallback,
  toOutcome,
} from '../service/callback.js';
import {frozenCopy, ownProperties} from '../service/options.js';
import type {Flow} from '../service/parameters.js';

/** What an address claims; told apart by `kind`. */
export type ClaimedAnswer = Outcome & {
  readonly flow?: Flow;
  /** The state of the address, not verified. */
  readonly state?: string;
};

/** What an address says. Nothing of it is verified or remembered. */
export type CallbackAnswer = NoAnswer | MalformedAnswer | ClaimedAnswer;

/**
 * Reads what a callback's address says. It verifies nothing: `finishFlow` does.
 *
 * Give the `flow` if you know it: a success without the id that the flow always returns is then `incomplete`. An
 * address without `state`, `error` and an id is not a callback. The names of before 2019 (`id_connection`) are
 * understood. Any text gives an answer, and nothing is thrown. Follows 'Callback handling' of the webview's
 * documentation.
 *
 * @example
 * ```ts
 * import {parseCallback} from 'budgea-webview/flows';
 *
 * parseCallback('https://app.example/callback?state=s1&connection_id=46', {flow: 'connect'});
 * // {kind: 'success', flow: 'connect', state: 's1', connectionId: '46'}
 * ```
 */
export function parseCallback(url: string | URL, options?: {readonly flow?: Flow} | null): CallbackAnswer {
  const read = readCallback(String(url));
  return read.kind === 'callback' ? claimedAnswer(read.values, ownProperties(options).flow) : read;
}

/** Returns what the callback's parameters claim. Only a payment tells its flow by itself. */
export function claimedAnswer(
  values: CallbackValues,
  flow: Flow | undefined = 'id_payment' in values ? 'payment' : undefined,
): ClaimedAnswer {
  return frozenCopy({
    ...toOutcome(values, flow),
    ...(flow && {flow}),
    ...(values.state && {state: values.state}),
  });
}
