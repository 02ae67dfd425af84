import type {SandboxLabel} from './options.js';

/** The languages of the pages. */
export const LANGUAGES = ['en', 'fr'] as const;

/** A language of the pages. */
export type Language = (typeof LANGUAGES)[number];

/** Returns whether the pages are available in a language. */
function isLanguage(value: string | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** Returns the preferred language of the pages by `Accept-Language`; English if it names none of them. */
export function preferredLanguage(request: Request): Language {
  return spokenFor(preferredAmong(LANGUAGES, request));
}

/** Returns the language itself if the pages are available in it, or English. */
export function spokenFor(language: string): Language {
  return isLanguage(language) ? language : 'en';
}

/** Returns the preferred one of some languages by `Accept-Language`; English if it names none of them. */
export function preferredAmong(languages: readonly string[], request: Request): string {
  const wishes = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return {language: tag.toLowerCase().split('-')[0], weight: weight ? Number(weight.slice(2)) : 1};
    })
    .filter(({weight}) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map(({language = ''}) => language).find((language) => languages.includes(language)) ?? 'en';
}

/** Returns a label in one language. */
export function labelIn(label: SandboxLabel, language: Language): string {
  return typeof label === 'string' ? label : label[language];
}
