import {sameOriginPath, webviewLanguage} from '../../service/addresses.js';
import {parameterPairs} from '../../service/build-url.js';
import {withoutCallback} from '../../service/callback.js';
import {invalid} from '../../service/flow-error.js';
import {check, encodeValue, isGiven, isValid, parseUrl} from '../../service/options.js';
import {type Flow, FLOWS, type Kind} from '../../service/parameters.js';
import {refusePropertyAttributes} from './property-attributes.js';
import {languageOf, type Settings} from './settings.js';
import {refuseSourceTexts} from './source-text.js';

/** The parameters that the back end gives itself. */
const OF_BACK_END: readonly string[] = ['clientId', 'redirectUri', 'code', 'state', 'paymentId'];

/**
 * Returns the address that starts an element's flow on the server, with the flow's parameters in its query. Returns
 * `undefined` if the element has no `start-url`.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function startUrlOf(host: Element, flow: Flow, settings: Settings): string | undefined {
  const values = host as unknown as Readonly<Record<string, unknown>>;
  const {startUrl} = values;
  if (!isGiven(startUrl)) return undefined;
  refuseSourceTexts({startUrl});
  const url = parseUrl(check('startUrl', 'string', startUrl), location.href);
  // a link of another scheme could run code
  if (!url || !/^https?:$/.test(url.protocol)) return invalid('startUrl', 'an http(s) URL');
  refusePropertyAttributes(host);
  const parameters = Object.entries<string>(FLOWS[flow]).filter(([option]) => !OF_BACK_END.includes(option));
  const pairs = parameters.flatMap(([option, declared]) => {
    const value = values[option];
    // an absent boolean attribute is not an explicit false
    const isSent = isGiven(value) && value !== false;
    return isSent ? parameterPairs(option, declared.replace('!', '') as Kind, value) : [];
  });
  const add = (name: string, value: unknown): void => {
    if (isGiven(value)) pairs.push(`${name}=${encodeValue(name, 'string or number', value)}`);
  };
  add('context', contextOf(flow, values['context']));
  add('return_to', settings.returnTo ?? sameOriginPath(withoutCallback(location.href)));
  add('language', webviewLanguage('powens', languageOf(host)));
  url.search = [url.search.slice(1), ...pairs].filter(Boolean).join('&');
  return url.href;
}

/** Returns the context of a payment, which is all that the back end takes. */
function contextOf(flow: Flow, context: unknown): unknown {
  if (!isGiven(context)) return undefined;
  const isTaken = flow === 'payment' && isValid('string or number', context);
  return isTaken ? context : invalid('context', 'a text or a number, and of a payment, with startUrl');
}
