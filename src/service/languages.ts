/**
 * The two addresses of the webview, each with the languages it speaks: `budgea` is the address documented in 2019,
 * `powens` is today's.
 */
export const SERVICES = {
  budgea: ['en', 'fr'],
  powens: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
} as const;

/** Which address of the webview to use. */
export type Service = keyof typeof SERVICES;

/** A language of the webview. */
export type Language = (typeof SERVICES)[Service][number];

/** Returns the language of a tag, without its region or script: `fr` for `fr-CA`. */
export function primaryTag(tag: string): string {
  return tag.replace(/[-_].*/s, '').toLowerCase();
}

/** Returns a service's language for a tag such as `fr-CA`, or `undefined` if its webview does not speak it. */
export function webviewLanguage(service: Service, tag: string): Language | undefined {
  return SERVICES[service].find((language) => language === primaryTag(tag));
}
