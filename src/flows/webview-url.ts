import {checkedId, checkedKey, checkNames, encoded} from './checks.js';
import {FlowError, invalid, missing} from './flow-error.js';
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
} from './parameters.js';
import {checkedRedirectUri} from './redirect-uri.js';
import {webviewAddress} from './webview-address.js';

/** One of a flow's parameters: as an option, on the wire, what it holds, whether the flow needs it. */
interface Step {
  readonly option: Parameter;
  readonly name: string;
  readonly kind: Kind;
  readonly isRequired: boolean;
}

/** The parameters of the flows that were asked for so far. */
const plans: Partial<Record<Flow, readonly Step[]>> = {};

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
  const steps = (plans[checkedKey('flow', flow, FLOWS)] ??= plan(flow));
  const values: Readonly<Record<string, unknown>> = {...options};
  checkNames(flow, values, FLOWS[flow], SETTINGS);

  let url = webviewAddress(flow, values);
  let separator = url.includes('?') ? '&' : '?';
  for (const {option, name, kind, isRequired} of steps) {
    const value = values[option];
    if (isGiven(value)) {
      const pairs =
        kind === 'fields' ? fieldPairs(value) : `${name}=${encoded(option, written(option, kind, value))}`;
      url += pairs && separator + pairs;
      separator = '&';
    } else if (isRequired) {
      throw missing(option, `${flow} needs it`);
    }
  }

  if (
    values['service'] !== 'powens' &&
    isGiven(values['connectorIds']) &&
    isGiven(values['connectorUuids'])
  ) {
    throw new FlowError('conflicting-parameters', 'Give `connectorIds` or `connectorUuids`, not both.');
  }
  if (isGiven(values['state']) && !isGiven(values['redirectUri'])) {
    throw missing('redirectUri', 'it brings `state` back');
  }
  return url;
}

function plan(flow: Flow): readonly Step[] {
  return (Object.entries(FLOWS[flow]) as [Parameter, boolean][]).map(([option, isRequired]) => ({
    option,
    name: spelled(option, '_'),
    kind: PARAMETERS[option],
    isRequired,
  }));
}

/** A value as the service reads it, not encoded yet. */
function written(option: Parameter, kind: Kind, value: unknown): unknown {
  switch (kind) {
    case 'id':
      return checkedId(option, value);
    case 'uri':
      return checkedRedirectUri(value);
    case 'boolean':
      if (typeof value === 'boolean') return String(value);
      throw invalid(option, value, 'give true or false');
    case 'count':
      if (value !== 0 && Number.isSafeInteger(value)) return checkedId(option, value);
      throw invalid(option, value, 'give a whole number from 1 on');
    case 'list':
      if (!Array.isArray(value)) throw invalid(option, value, 'give an array');
      // a copy has values where a sparse array has holes, which map() skips
      return [...(value as unknown[])].map((item) => checkedItem(option, item)).join();
    default:
      return value;
  }
}

function checkedItem(option: Parameter, item: unknown): string {
  const text = checkedId(option, item);
  if (text.includes(',')) throw invalid(option, item, 'give values without commas');
  return text;
}

/** What to fill sign-in forms with: `uuid.field=text`, and so on. */
function fieldPairs(value: unknown): string {
  const option = 'connectorFields';
  return entries(value)
    .flatMap(([uuid, fields]) =>
      entries(fields)
        .filter(([, text]) => isGiven(text))
        .map(([field, text]) => `${encoded(option, `${uuid}.${field}`)}=${encoded(option, text)}`),
    )
    .join('&');
}

function entries(value: unknown): [string, unknown][] {
  if (Object(value) === value && !Array.isArray(value)) return Object.entries(value as object);
  throw invalid('connectorFields', value, 'give {[connectorUuid]: {[field]: text}}');
}
