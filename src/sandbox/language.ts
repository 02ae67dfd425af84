import type {SandboxLabel} from './options.js';

/** The languages the pages speak. */
const LANGUAGES = ['en', 'fr'] as const;

/** One of the languages the pages speak. */
export type Language = (typeof LANGUAGES)[number];

/** Whether the pages speak it. */
export function isLanguage(value: string | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The language that `Accept-Language` prefers among those the pages speak; English where it names none. */
export function preferredLanguage(request: Request): Language {
  const wishes = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return {language: tag.toLowerCase().split('-')[0], weight: weight ? Number(weight.slice(2)) : 1};
    })
    .filter(({weight}) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map(({language}) => language).find(isLanguage) ?? 'en';
}

/** A label in one language. */
export function labelIn(label: SandboxLabel, language: Language): string {
  return typeof label === 'string' ? label : label[language];
}
