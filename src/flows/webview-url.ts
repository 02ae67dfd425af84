import {checkedId, checkNames, encoded} from './checks.js';
import {FlowError, invalid, missing} from './flow-error.js';
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
import {checkRedirectUri} from './redirect-uri.js';
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
  if (typeof flow !== 'string' || !Object.hasOwn(FLOWS, flow)) {
    throw invalid('flow', flow, `it is one of ${Object.keys(FLOWS).join(', ')}`);
  }
  const takes: Partial<Record<Parameter, boolean>> = FLOWS[flow];
  const values: Readonly<Record<string, unknown>> = {...options};
  checkNames(flow, values, [...Object.keys(takes), ...SETTINGS]);

  const url = webviewAddress(flow, values);
  const pairs: string[] = [];
  for (const name in takes) {
    const parameter = name as Parameter;
    const value = values[parameter];
    if (isGiven(value)) pairs.push(...encodedPairs(parameter, value));
    else if (takes[parameter]) throw missing(parameter, `${flow} needs it`);
  }

  if (
    values['service'] !== 'powens' &&
    isGiven(values['connectorIds']) &&
    isGiven(values['connectorUuids'])
  ) {
    throw new FlowError(
      'conflicting-parameters',
      '`connectorIds` and `connectorUuids` exclude each other: give one of them.',
    );
  }
  if (isGiven(values['state']) && !isGiven(values['redirectUri'])) {
    throw missing('redirectUri', 'without it nothing brings `state` back');
  }
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

function encodedPairs(parameter: Parameter, value: unknown): readonly string[] {
  if (PARAMETERS[parameter] === 'fields') {
    return Object.entries(recordOf(parameter, value)).flatMap(([uuid, fields]) =>
      Object.entries(recordOf(parameter, fields))
        .filter(([, text]) => isGiven(text))
        .map(([field, text]) => {
          if (typeof text !== 'string') throw invalid(parameter, text, 'a field is filled with a text');
          return `${encoded(parameter, `${uuid}.${field}`)}=${encoded(parameter, text)}`;
        }),
    );
  }
  const text = serialise(parameter, value);
  if (parameter === 'redirectUri') checkRedirectUri(text);
  return [`${spelled(parameter, '_')}=${encoded(parameter, text)}`];
}

function recordOf(parameter: Parameter, value: unknown): object {
  if (Object(value) === value && !Array.isArray(value)) return value as object;
  throw invalid(parameter, value, 'give an object of objects: {[connectorUuid]: {[field]: value}}');
}

function serialise(parameter: Parameter, value: unknown): string {
  const kind = PARAMETERS[parameter];
  switch (kind) {
    case 'text':
    case 'uri':
      if (typeof value !== 'string') throw invalid(parameter, value, 'give a text');
      return value;
    case 'id':
      return checkedId(parameter, value);
    case 'count':
      if (!Number.isSafeInteger(value) || (value as number) < 1) {
        throw invalid(parameter, value, 'give a whole number from 1 on');
      }
      return String(value);
    case 'boolean':
      if (typeof value !== 'boolean') throw invalid(parameter, value, 'give true or false');
      return String(value);
    default:
      if (!Array.isArray(value)) throw invalid(parameter, value, 'give an array');
      // Array.from also meets the holes of a sparse array, which map() skips
      return Array.from(value, (item) => checkedItem(parameter, item)).join(',');
  }
}

function checkedItem(parameter: Parameter, item: unknown): string {
  const text = checkedId(parameter, item);
  if (text.includes(',')) {
    throw invalid(parameter, item, 'a comma separates values, so none may hold one: give an array of them');
  }
  return text;
}
