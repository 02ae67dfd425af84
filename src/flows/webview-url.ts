import {checkedChoice, checkedEntries, encoded} from '../service/checks.js';
import {FlowError, missing, unknown} from '../service/flow-error.js';
import {ownOptions} from '../service/own-options.js';
import {
  type Flow,
  type FlowOptions,
  FLOWS,
  isGiven,
  type Kind,
  type Parameter,
  PARAMETERS,
  SETTINGS,
  spelled,
} from '../service/parameters.js';
import {webviewAddress} from '../service/webview-address.js';

/** What a flow takes: the options that it needs, and of each its name on the wire and what it holds. */
interface Plan {
  readonly needs: readonly string[];
  readonly takes: ReadonlyMap<string, {readonly name: string; readonly kind: Kind}>;
}

/** The flows that were asked for so far: to work out what one takes takes longer than all the rest. */
const plans = new Map<Flow, Plan>();

/**
 * The address of one of the webview's flows, to redirect the whole page to.
 *
 * It keeps nothing and stores nothing: `startFlow` also makes the state and remembers the attempt. Every value is
 * percent-encoded, so give it as it is. Follows 'Endpoints reference' of the webview's documentation.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter`, `conflicting-parameters`, `unknown-parameter` or
 * `insecure-url`; the message names the option and says what to do.
 */
export function webviewUrl<F extends Flow>(flow: F, options: FlowOptions<F>): string {
  return addressOf(flow, ownOptions(options));
}

/**
 * The same of options that have no prototype.
 *
 * @throws {FlowError} what `webviewUrl` throws.
 */
export function addressOf(flow: Flow, values: Readonly<Record<string, unknown>>): string {
  const {needs, takes} = plans.get(flow) ?? plan(flow);
  let query = '';
  for (const option in values) {
    const value = values[option];
    if (!isGiven(value)) continue;
    const taken = takes.get(option);
    if (taken) {
      const {name, kind} = taken;
      const pairs = kind === 'fields' ? fieldPairs(option, value) : `${name}=${encoded(option, kind, value)}`;
      query += (query && pairs && '&') + pairs;
    } else if (!(SETTINGS as readonly string[]).includes(option)) {
      throw unknown(flow, option, [...takes.keys(), ...SETTINGS]);
    }
  }

  const address = webviewAddress(flow, values);
  const has = (option: string): boolean => isGiven(values[option]);
  const needed = needs.find((option) => !has(option));
  if (needed) throw missing(needed, `${flow} needs it`);
  if (values['service'] !== 'powens' && has('connectorIds') && has('connectorUuids')) {
    throw new FlowError('conflicting-parameters', 'Give `connectorIds` or `connectorUuids`, not both.');
  }
  if (has('state') && !has('redirectUri')) throw missing('redirectUri', 'it brings `state` back');
  return address + query;
}

function plan(flow: Flow): Plan {
  const entries = Object.entries(FLOWS[checkedChoice('flow', flow, Object.keys(FLOWS) as Flow[])]) as [
    Parameter,
    boolean,
  ][];
  const made: Plan = {
    needs: entries.filter(([, isNeeded]) => isNeeded).map(([option]) => option),
    takes: new Map(
      entries.map(([option]) => [option, {name: spelled(option, '_'), kind: PARAMETERS[option]}]),
    ),
  };
  plans.set(flow, made);
  return made;
}

/** A pair for each field of a connector that is filled. */
function fieldPairs(option: string, value: unknown): string {
  let pairs = '';
  for (const [uuid, fields] of checkedEntries(option, value)) {
    for (const [field, text] of checkedEntries(option, fields)) {
      if (isGiven(text)) {
        const name = encoded(option, 'text', `${uuid}.${field}`);
        pairs += `${pairs && '&'}${name}=${encoded(option, 'text', text)}`;
      }
    }
  }
  return pairs;
}
