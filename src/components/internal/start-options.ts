import type {Attempt} from '../../flows/attempts.js';
import {sameOriginPath} from '../../flows/return-to.js';
import type {StartOptions} from '../../flows/start-flow.js';
import {withoutCallback} from '../../service/callback.js';
import {webviewLanguage} from '../../service/languages.js';
import {type Flow, FLOWS, SETTINGS} from '../../service/parameters.js';
import {requestCode} from './back-end.js';
import {languageOf, settingsOf} from './settings.js';

/**
 * Collects the options of a start: the element's properties, and the settings and the language around it.
 *
 * For an earlier attempt, the flow's parameters come from the attempt instead of the element's properties.
 */
export function startOptions<F extends Flow>(
  host: Element,
  flow: F,
  signal: AbortSignal,
  attempt?: Attempt,
): StartOptions<F> {
  const settings: Readonly<Record<string, string | undefined>> = settingsOf(host);
  const values = (attempt?.parameters ?? host) as Readonly<Record<string, unknown>>;
  const options: Record<string, unknown> = {signal, context: (attempt ?? values).context};
  for (const name of Object.keys(FLOWS[flow])) {
    // each start makes its own state; an absent boolean attribute is not an explicit false
    if (name !== 'state' && values[name] !== false) options[name] = values[name];
  }
  // never from an attempt, because anybody can write into the storage
  for (const name of [...SETTINGS, 'clientId']) options[name] = settings[name];

  const {service, codeUrl, returnTo} = settings;
  const isPowens = service === 'powens';
  // today's service always needs a language; the documented one can follow the browser
  options.language =
    webviewLanguage(isPowens ? service : 'budgea', languageOf(host)) ?? (isPowens ? 'en' : undefined);
  if (codeUrl && attempt?.codeSent !== false) options.code = () => requestCode(codeUrl, signal);

  const page = withoutCallback(location.href);
  const redirectUri = settings.redirectUri ?? (attempt && page);
  if (redirectUri) {
    options.redirectUri = redirectUri;
    options.returnTo = attempt ? attempt.returnTo : (returnTo ?? sameOriginPath(page));
  }
  return options as unknown as StartOptions<F>;
}
