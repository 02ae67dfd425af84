/** A page of the gallery: what it shows, and how. */
export interface Sheet {
  readonly scene: 'buttons' | 'callback' | 'connection' | 'connections' | 'texts' | 'places' | 'recipes';
  readonly theme: 'light' | 'dark' | 'forced';
  /** For Hebrew, which we do not have, the page brings texts of its own, as any page can. */
  readonly lang: string;
}

const STATES = ['buttons', 'callback', 'connection', 'connections'] as const;
const THEMES = ['light', 'dark', 'forced'] as const;
const LANGUAGES = ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'];

/** Every state in every theme and both directions, every text in every language, pages of many looks. */
export const SHEETS: readonly Sheet[] = [
  ...STATES.flatMap((scene) => THEMES.flatMap((theme) => ['en', 'he'].map((lang) => ({scene, theme, lang})))),
  ...LANGUAGES.map((lang) => ({scene: 'texts', theme: 'light', lang}) as const),
  {scene: 'places', theme: 'light', lang: 'en'},
  {scene: 'recipes', theme: 'light', lang: 'en'},
  {scene: 'recipes', theme: 'dark', lang: 'en'},
];

export function nameOf({scene, theme, lang}: Sheet): string {
  return `${scene}-${theme}-${lang}`;
}

export function addressOf(sheet: Sheet): string {
  return `/sheet.html?${new URLSearchParams({...sheet}).toString()}`;
}
