import {html, render} from 'lit';
import {
  isDark,
  isLanguage,
  language,
  LANGUAGES,
  service,
  setDark,
  setLanguage,
  setService,
} from './preferences.js';
import {t} from './texts.js';

/** Shows the header of every page: the name, the service, the language, the theme. */
export function showHeader(container: HTMLElement): void {
  const onLanguage = (event: Event): void => {
    const {value} = event.target as HTMLSelectElement;
    if (isLanguage(value)) setLanguage(value);
  };
  const onService = (event: Event): void => {
    setService((event.target as HTMLSelectElement).value);
  };
  const onDark = (event: Event): void => {
    setDark((event.target as HTMLInputElement).checked);
  };
  render(
    html`
      <a class="brand" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="15" /><path d="M9 18c0-4 3-6.5 7-6.5h4.5l2.5-2v4c1 .8 1.5 1.9 1.5 3h1.5v3h-2c-.6 1.2-1.6 2-2.5 2.5V24h-3v-1.500h-4V24h-3v-2.200C9.800 21 9 19.700 9 18Z" /></svg>
        <span>Tirelire</span>
      </a>
      <div class="preferences">
        <label><span class="visually-hidden">${t.service}</span>
          <select @change=${onService}>
            <option value="budgea" ?selected=${service() === 'budgea'}>Budgea</option>
            <option value="powens" ?selected=${service() === 'powens'}>Powens</option>
          </select>
        </label>
        <label><span class="visually-hidden">${t.language}</span>
          <select @change=${onLanguage}>
            ${Object.entries(LANGUAGES).map(
              ([tag, name]) => html`<option value=${tag} ?selected=${tag === language()}>${name}</option>`,
            )}
          </select>
        </label>
        <label class="switch"><input type="checkbox" .checked=${isDark()} @change=${onDark} />${t.dark}</label>
      </div>
    `,
    container,
  );
}
