import {primaryTag} from '../languages/primary-tag.js';
import {invalid} from './flow-error.js';
import {type Flow, isGiven, type Language, LANGUAGES, type WebviewSettings} from './parameters.js';
import {serviceOrigin} from './service-origin.js';

/**
 * The address of a flow, still without parameters.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function webviewAddress(flow: Flow, settings: WebviewSettings): string {
  const origin = serviceOrigin(settings.domain, settings.baseUrl);
  return `${origin}/2.0/auth/webview/${languageSegment(settings.language)}${flow}`;
}

function languageSegment(language: WebviewSettings['language']): string {
  if (!isGiven(language)) return '';
  const known = typeof language === 'string' && webviewLanguage(language);
  if (!known) {
    throw invalid(
      'language',
      language,
      `the webview speaks ${LANGUAGES.join(', ')}; leave it out to follow the browser`,
    );
  }
  return `${known}/`;
}

/** The webview's language for a tag such as `fr-CA`; `undefined` where the webview does not speak it. */
export function webviewLanguage(tag: string): Language | undefined {
  const primary = primaryTag(tag);
  return LANGUAGES.find((language) => language === primary);
}
