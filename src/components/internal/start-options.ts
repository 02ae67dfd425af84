import {withoutAnswer} from '../../flows/clean-address.js';
import {sameOriginPath} from '../../flows/return-to.js';
import type {StartOptions} from '../../flows/start-flow.js';
import {type Flow, FLOWS, SETTINGS} from '../../service/parameters.js';
import {webviewLanguage} from '../../service/webview-address.js';
import {requestCode} from './back-end.js';
import {resolveUrl} from './resolve-url.js';
import {languageOf, settingsOf} from './settings.js';

/** What `<budgea-callback>` remembers of a flow that it can start again. */
export interface Retry {
  readonly flow: Flow;
  readonly parameters: object;
  readonly codeSent: boolean;
  readonly context?: unknown;
  readonly returnTo?: string | undefined;
}

/**
 * Returns what an element starts its flow with: its properties, and the settings and the language around it.
 *
 * With `retry`, the flow's own parameters come from there instead of the element.
 */
export function startOptions<F extends Flow>(
  host: Element,
  flow: F,
  signal: AbortSignal,
  retry?: Retry,
): StartOptions<F> {
  const settings: Readonly<Record<string, string | undefined>> = settingsOf(host);
  const values = (retry?.parameters ?? host) as Readonly<Record<string, unknown>>;
  const options: Record<string, unknown> = {signal, context: (retry ?? values).context};
  for (const name of [...Object.keys(FLOWS[flow]), ...SETTINGS]) {
    const value = settings[name] ?? values[name];
    // each start makes its own state; an absent boolean attribute is not an explicit false
    if (name !== 'state' && value !== false) options[name] = value;
  }

  const {service, codeUrl, returnTo} = settings;
  const isPowens = service === 'powens';
  // today's service always needs a language; the documented one can follow the browser
  options.language =
    webviewLanguage(isPowens ? service : 'budgea', languageOf(host)) ?? (isPowens ? 'en' : undefined);
  if (codeUrl && retry?.codeSent !== false) options.code = () => requestCode(codeUrl, signal);

  const page = withoutAnswer(location.href);
  const redirectUri = settings.redirectUri ?? (retry && page);
  if (redirectUri) {
    options.redirectUri = resolveUrl(redirectUri);
    options.returnTo = retry ? retry.returnTo : (returnTo ?? sameOriginPath(page));
  }
  return options as unknown as StartOptions<F>;
}
