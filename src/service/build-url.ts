import {webviewAddress} from './addresses.js';
import {invalid, missing} from './flow-error.js';
import {check, checkChoice, encodeValue, isGiven, withSeparator} from './options.js';
import {type Flow, FLOWS, type Kind, SETTINGS} from './parameters.js';

/** Builds the URL of a flow from options without a prototype. */
export function buildUrl(flow: Flow, options: Readonly<Record<string, unknown>>): string {
  const parameters = FLOWS[checkChoice('flow', flow, Object.keys(FLOWS) as Flow[])];
  const has = (option: string): boolean => isGiven(options[option]);
  for (const option in options) {
    if (has(option) && !Object.hasOwn(parameters, option) && !SETTINGS.includes(option))
      invalid(option.slice(0, 60), `left out of ${flow}`, 'unknown-parameter');
  }
  const address = webviewAddress(flow, options);
  const pairs = Object.entries(parameters).flatMap(([option, declared]) => {
    const [kind, required] = declared.split('!') as [Kind, ''?];
    if (!has(option)) return required === '' ? missing(option) : [];
    return parameterPairs(option, kind, options[option]);
  });
  if (options['service'] !== 'powens' && has('connectorIds') && has('connectorUuids'))
    invalid('connectorUuids', 'given without connectorIds', 'conflicting-parameters');
  if (has('connectionSources') && options['resetCredentials'] !== true)
    invalid('resetCredentials', 'true with connectionSources', 'conflicting-parameters');
  // the service creates no payment with such an address
  if (flow === 'payment' && /\?/.test(String(options['redirectUri'])))
    invalid('redirectUri', 'without a query');
  // nothing else would bring the state back
  if (has('state') && !has('redirectUri')) missing('redirectUri');
  return address + pairs.join('&');
}

/**
 * Returns what a parameter adds to a query: a pair, or one for each field of a connector.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function parameterPairs(option: string, kind: Kind, value: unknown): readonly string[] {
  return kind === 'object'
    ? fieldPairs(option, value)
    : [`${withSeparator(option, '_')}=${encodeValue(option, kind, value)}`];
}

/** Returns a pair for each field of a connector that has a value. */
function fieldPairs(option: string, connectors: unknown): string[] {
  return entries(option, connectors).flatMap(([uuid, fields]) =>
    entries(option, fields)
      .filter(([, value]) => isGiven(value))
      .map(
        ([field, value]) =>
          `${encodeValue(option, 'string', `${uuid}.${field}`)}=${encodeValue(option, 'string', value)}`,
      ),
  );
}

function entries(option: string, fields: unknown): [string, unknown][] {
  return Object.entries(check(option, 'object', fields));
}
