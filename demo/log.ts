import {html, render} from 'lit';
import {EventJournal} from './event-journal.js';
import {t} from './texts.js';

/** Shows the events of the elements, across pages. */
export function showLog(container: HTMLElement): void {
  const draw = (): void => {
    const {entries} = journal;
    render(
      html`
        <div class="section-head">
          <h2 id="log-title" tabindex="-1">${t.happens}</h2>
          ${entries.length > 0 ? html`<button class="quiet" @click=${clear}>${t.clear}</button>` : ''}
        </div>
        <p class="note">${t.happensNote}</p>
        <ol class="log" aria-labelledby="log-title">
          ${entries.map(
            (entry) => html`
              <li>
                <span class="log-head"><code>${entry.type}</code> <time>${entry.time}</time></span>
                <code class="log-text">${entry.text}</code>
              </li>
            `,
          )}
        </ol>
        ${entries.length === 0 ? html`<p class="note">${t.nothingYet}</p>` : ''}
      `,
      container,
    );
  };
  const journal = new EventJournal('demo:log', draw);
  const clear = (): void => {
    journal.clear();
    // the button that had the focus is gone
    container.querySelector('h2')?.focus();
  };
  journal.listen();
  draw();
}
