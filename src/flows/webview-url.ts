import {checkedChoice, checkedEntries, checkedText, checkNames} from './checks.js';
import {FlowError, missing} from './flow-error.js';
import {
  type Flow,
  type FlowOptions,
  FLOWS,
  isGiven,
  type Parameter,
  PARAMETERS,
  SETTINGS,
  spelled,
} from './parameters.js';
import {webviewAddress} from './webview-address.js';

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
  const takes: Readonly<Record<string, boolean>> =
    FLOWS[checkedChoice('flow', flow, Object.keys(FLOWS) as Flow[])];
  const values: Readonly<Record<string, unknown>> = {...options};
  checkNames(flow, values, [...Object.keys(takes), ...SETTINGS]);

  let url = webviewAddress(flow, values);
  for (const name in takes) {
    const value = values[name];
    if (isGiven(value)) url = withPairs(url, name as Parameter, value);
    else if (takes[name]) throw missing(name, `${flow} needs it`);
  }

  const has = (name: Parameter): boolean => isGiven(values[name]);
  if (values['service'] !== 'powens' && has('connectorIds') && has('connectorUuids')) {
    throw new FlowError('conflicting-parameters', 'Give `connectorIds` or `connectorUuids`, not both.');
  }
  if (has('state') && !has('redirectUri')) throw missing('redirectUri', 'it brings `state` back');
  return url;
}

/** An address with one parameter more, which takes several pairs where it fills the fields of connectors. */
function withPairs(url: string, option: Parameter, value: unknown): string {
  const kind = PARAMETERS[option];
  if (kind !== 'fields') return withPair(url, spelled(option, '_'), checkedText(option, kind, value));
  for (const [uuid, fields] of checkedEntries(option, value)) {
    for (const [field, text] of checkedEntries(option, fields)) {
      if (isGiven(text)) {
        const name = checkedText(option, 'text', `${uuid}.${field}`);
        url = withPair(url, encodeURIComponent(name), checkedText(option, 'text', text));
      }
    }
  }
  return url;
}

function withPair(url: string, name: string, text: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(text)}`;
}
