// The visitor's language, theme and service. They are kept in the browser, and set before anything is rendered.
const root = document.documentElement;

export const LANGUAGES = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  it: 'Italiano',
  nl: 'Nederlands',
  pt: 'Português',
} as const;
export type DemoLanguage = keyof typeof LANGUAGES;

function read(name: string): string | null {
  return localStorage.getItem(`demo:${name}`);
}

export function isLanguage(value: string | null | undefined): value is DemoLanguage {
  return value !== null && value !== undefined && Object.hasOwn(LANGUAGES, value);
}

export function language(): DemoLanguage {
  return isLanguage(root.lang) ? root.lang : 'en';
}

export function setLanguage(value: DemoLanguage): void {
  localStorage.setItem('demo:language', value);
  location.reload();
}

/** Returns the service whose address the demo uses. */
export function service(): 'budgea' | 'powens' {
  return read('service') === 'powens' ? 'powens' : 'budgea';
}

export function setService(value: string): void {
  localStorage.setItem('demo:service', value);
  for (const element of document.querySelectorAll('budgea-webview')) element.setAttribute('service', value);
}

export function isDark(): boolean {
  const theme = root.dataset['theme'];
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function setDark(dark: boolean): void {
  root.dataset['theme'] = dark ? 'dark' : 'light';
  localStorage.setItem('demo:theme', root.dataset['theme']);
}

const wanted = new URLSearchParams(location.search).get('lang') ?? read('language');
if (isLanguage(wanted)) root.lang = wanted;
else root.lang = isLanguage(navigator.language.slice(0, 2)) ? navigator.language.slice(0, 2) : 'en';
if (isLanguage(wanted)) localStorage.setItem('demo:language', wanted);
const theme = read('theme');
if (theme) root.dataset['theme'] = theme;
setService(service());
