import {warnIfInsecure, webviewAddress} from '../service/addresses.js';
import {invalid, missing} from '../service/flow-error.js';
import {check, checkChoice, encodeValue, isGiven, ownProperties, withSeparator} from '../service/options.js';
import {type Flow, type FlowOptions, FLOWS, type Kind, SETTINGS} from '../service/parameters.js';

/**
 * Builds the URL of one of the webview's flows, to redirect the whole page to.
 *
 * It stores nothing and makes no state: `startFlow` does. Every value is percent-encoded, so give it as it is. Follows
 * 'Endpoints reference' of the webview's documentation.
 *
 * @example
 * ```ts
 * import {webviewUrl} from 'budgea-webview/flows';
 *
 * webviewUrl('connect', {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'});
 * // 'https://demo.biapi.pro/2.0/auth/webview/connect?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback'
 * ```
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter`, `conflicting-parameters`, `unknown-parameter` or
 * `insecure-url`; its `option` and its message name the option.
 */
export function webviewUrl<F extends Flow>(flow: F, options: FlowOptions<F>): string {
  const url = buildUrl(flow, ownProperties(options));
  warnIfInsecure(url);
  return url;
}

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
    const value = options[option];
    return kind === 'object'
      ? fieldPairs(option, value)
      : `${withSeparator(option, '_')}=${encodeValue(option, kind, value)}`;
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
