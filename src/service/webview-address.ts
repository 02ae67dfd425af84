import {primaryTag} from './primary-tag.js';
import {checkedChoice} from './checks.js';
import {
  type Flow,
  isGiven,
  type Language,
  type Service,
  SERVICES,
  type WebviewSettings,
} from './parameters.js';
import {checkedBaseUrl, domainLabel, serviceOrigin} from './service-origin.js';

/**
 * The address of a flow, ready for its parameters; today's service has its domain in the query.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function webviewAddress(flow: Flow, settings: WebviewSettings): string {
  const {domain, baseUrl} = settings;
  const service = isGiven(settings.service)
    ? checkedChoice('service', settings.service, Object.keys(SERVICES) as Service[])
    : 'budgea';
  const language = checkedLanguage(service, settings.language);
  const path = language ? `${language}/${flow}` : flow;
  if (service === 'budgea') return `${serviceOrigin(domain, baseUrl)}/2.0/auth/webview/${path}?`;
  const origin = isGiven(baseUrl) ? checkedBaseUrl(baseUrl) : 'https://webview.powens.com';
  return `${origin}/${path}?domain=${domainLabel(domain)}.biapi.pro&`;
}

/** A service's language for a tag such as `fr-CA`; `undefined` where its webview does not speak it. */
export function webviewLanguage(service: Service, tag: string): Language | undefined {
  return SERVICES[service].find((language) => language === primaryTag(tag));
}

/**
 * A service's language, checked; `undefined` where none is given.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedLanguage(service: Service, language: unknown): Language | undefined {
  if (!isGiven(language)) return undefined;
  const tag = typeof language === 'string' ? primaryTag(language) : language;
  return checkedChoice<Language>('language', tag, SERVICES[service]);
}
