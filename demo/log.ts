import {html, render} from 'lit';
import {t} from './texts.js';

interface Entry {
  readonly time: string;
  readonly type: string;
  readonly text: string;
}

const KEY = 'demo:log';
const MOST = 30;
/** A secret, and a text that is not for users. */
const HIDDEN = ['code', 'description'];

function entries(): Entry[] {
  return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Entry[];
}

/** Shows every event of the elements, from one page to the next. */
export function showLog(container: HTMLElement): void {
  const draw = (): void => {
    const all = entries();
    render(
      html`
        <div class="section-head">
          <h2 id="log-title">${t.happens}</h2>
          ${all.length > 0 ? html`<button class="quiet" @click=${clear}>${t.clear}</button>` : ''}
        </div>
        <p class="note">${t.happensNote}</p>
        <ol class="log" aria-labelledby="log-title">
          ${all.map(
            (entry) => html`
              <li>
                <span class="log-head"><code>${entry.type}</code> <time>${entry.time}</time></span>
                <code class="log-text">${entry.text}</code>
              </li>
            `,
          )}
        </ol>
        ${all.length === 0 ? html`<p class="note">${t.nothingYet}</p>` : ''}
      `,
      container,
    );
  };
  const clear = (): void => {
    sessionStorage.removeItem(KEY);
    draw();
  };
  const note = (type: string, text: string): void => {
    const entry = {time: new Date().toLocaleTimeString(document.documentElement.lang), type, text};
    sessionStorage.setItem(KEY, JSON.stringify([entry, ...entries()].slice(0, MOST)));
    draw();
  };
  document.addEventListener('budgea-leave', (event) => {
    note(event.type, `${event.flow} → ${event.url.replace(/([?&]code=)[^&]*/, '$1…')}`);
  });
  document.addEventListener('budgea-error', (event) => {
    note(event.type, `${event.error.code}: ${event.error.message}`);
  });
  document.addEventListener('budgea-result', (event) => {
    note(
      event.type,
      JSON.stringify(event.result, (key, value: unknown) => (HIDDEN.includes(key) ? '…' : value)),
    );
  });
  draw();
}
