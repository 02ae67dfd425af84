import type {SandboxLabel} from './options.js';

/** The languages the pages speak. */
export const LANGUAGES = ['en', 'fr'] as const;

/** One of the languages the pages speak. */
export type Language = (typeof LANGUAGES)[number];

/** Whether the pages speak it. */
export function isLanguage(value: string | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The language that `Accept-Language` prefers among those the pages speak; English where it names none. */
export function preferredLanguage(request: Request): Language {
  return spokenFor(preferredAmong(LANGUAGES, request));
}

/** The language that the pages speak where this one is asked for: itself, or English. */
export function spokenFor(language: string): Language {
  return isLanguage(language) ? language : 'en';
}

/** The language that `Accept-Language` prefers among these; English where it names none. */
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

/** A label in one language. */
export function labelIn(label: SandboxLabel, language: Language): string {
  return typeof label === 'string' ? label : label[language];
}
