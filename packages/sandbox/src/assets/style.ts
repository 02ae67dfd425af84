/** The style sheet of all pages. */
export const styleText: string = `:root {
  color-scheme: light dark;
  --ground: #eef1f7;
  --ground-glow: #dfe6fb;
  --card: #ffffff;
  --text: #17203a;
  --soft: #545f7a;
  --line: #d5dbe8;
  --edge: #7b869f;
  --field: #ffffff;
  --hover: #f3f6fd;
  --accent: #4a5468;
  --accent-hover: #3a4254;
  --on-accent: #ffffff;
  --accent-soft: #e9ebf0;
  --accent-text: var(--accent);
  --bad: #b3261e;
  --bad-soft: #fdecea;
  --good: #14683a;
  --good-soft: #e5f5ec;
  --odd: #6b4a00;
  --odd-soft: #fff5d9;
  --odd-line: #b98a1b;
  --shadow: 0 1px 2px rgb(20 32 70 / 6%), 0 12px 32px rgb(20 32 70 / 10%);
}

@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1220;
    --ground-glow: #16204a;
    --card: #161d30;
    --text: #e8ecf6;
    --soft: #a8b3cc;
    --line: #2b3550;
    --edge: #7482a3;
    --field: #101728;
    --hover: #1d2640;
    --accent: #b4bfd4;
    --accent-hover: #cdd6e6;
    --on-accent: #111827;
    --accent-soft: #2a3348;
    --bad: #ffb0a8;
    --bad-soft: #3c1d1f;
    --good: #86dcab;
    --good-soft: #16342a;
    --odd: #f4d58a;
    --odd-soft: #2d2612;
    --odd-line: #a07f2c;
    --shadow: 0 1px 2px rgb(0 0 0 / 30%), 0 12px 32px rgb(0 0 0 / 35%);
  }
}

*, *::before, *::after { box-sizing: border-box; }

html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }

body {
  margin: 0;
  min-block-size: 100vh;
  padding: 1rem;
  background: radial-gradient(60rem 26rem at 50% -6rem, var(--ground-glow), transparent) no-repeat, var(--ground);
  color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}

.bar, .card, .emulation { inline-size: 100%; max-inline-size: 32rem; margin-inline: auto; }

.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; padding: .25rem .25rem .75rem; }
.bar p { margin: 0; }
.brand { display: flex; align-items: center; gap: .6rem; flex: 1 1 12rem; font-weight: 650; line-height: 1.25; }
.client { display: block; color: var(--soft); font-size: .875rem; font-weight: 400; }
.logo { flex: none; fill: var(--accent-text); }
.client-logo { flex: none; inline-size: 1.75rem; block-size: 1.75rem; border-radius: .375rem; object-fit: contain; }
.app-icon { margin-block-end: 1.25rem; }
.client-icon { display: block; inline-size: 4rem; block-size: 4rem; border-radius: 1rem; object-fit: cover; box-shadow: var(--shadow); }
.badge {
  padding: .1rem .6rem;
  border: 1px solid var(--odd-line);
  border-radius: 1rem;
  background: var(--odd-soft);
  color: var(--odd);
  font-size: .8125rem;
}
.language { display: inline-flex; align-items: center; min-block-size: 2rem; padding-inline: .25rem; font-size: .9375rem; }

.card {
  padding: clamp(1.25rem, 5vw, 2.25rem);
  border: 1px solid var(--line);
  border-radius: 1.25rem;
  background: var(--card);
  box-shadow: var(--shadow);
  overflow-wrap: anywhere;
}

h1 { margin: 0 0 1rem; font-size: clamp(1.375rem, 5vw, 1.625rem); line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent-text); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
code { font: .9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }

.progress { margin: 0 0 .35rem; color: var(--soft); font-size: .875rem; }
progress {
  display: block;
  inline-size: 100%;
  block-size: .375rem;
  margin-block-end: 1.5rem;
  border: 0;
  border-radius: 1rem;
  background: var(--line);
  appearance: none;
  overflow: hidden;
}
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { border-radius: 1rem; background: var(--accent); }
progress::-moz-progress-bar { border-radius: 1rem; background: var(--accent); }

.bank { display: flex; align-items: center; gap: .75rem; margin-block-end: 1.25rem; font-weight: 600; }
.mark { flex: none; font-family: inherit; }

button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; }

.actions { display: grid; gap: .625rem; margin-block-start: 1.5rem; }
.primary, .secondary, .quiet {
  min-block-size: 2.75rem;
  padding: .5rem 1rem;
  border: 1px solid transparent;
  border-radius: .75rem;
  font-weight: 600;
}
.primary { min-block-size: 3rem; background: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent-hover); }
.primary.danger { background: var(--bad); color: var(--card); }
.secondary { border-color: var(--edge); background: transparent; }
.secondary:hover, .quiet:hover { background: var(--hover); }
.secondary.strong { border-color: var(--accent-text); background: var(--accent-soft); color: var(--accent-text); }
.quiet { background: transparent; color: var(--soft); font-weight: 500; }

:focus-visible { outline: 3px solid var(--accent-text); outline-offset: 2px; }

.field { margin-block-end: 1.25rem; }
label { font-weight: 600; }
.field label, .search label { display: block; margin-block-end: .25rem; }
.hint, .details { color: var(--soft); font-size: .875rem; font-weight: 400; }
.field .hint { margin: 0 0 .4rem; }
.field input, .field select, .search input {
  inline-size: 100%;
  min-inline-size: 0;
  min-block-size: 3rem;
  padding: .5rem .875rem;
  border: 1px solid var(--edge);
  border-radius: .75rem;
  background: var(--field);
}
[aria-invalid='true'] { border-color: var(--bad); border-width: 2px; }
.error { margin: .4rem 0 0; color: var(--bad); font-size: .9375rem; font-weight: 500; }
fieldset > .error { margin: 0 0 .75rem; }

.search { margin-block-end: 1rem; }
.search-row { display: flex; flex-wrap: wrap; gap: .5rem; }
.search-row input { flex: 1 1 8rem; }
.search-row button { flex: none; }
.search .hint { margin: .5rem 0 0; }

.banks, .points, .shared, .connections, .values, .routes { margin: 0; padding: 0; list-style: none; }
.banks { display: grid; gap: .5rem; }
.banks button {
  display: flex;
  align-items: center;
  gap: .875rem;
  inline-size: 100%;
  min-block-size: 3.75rem;
  padding: .5rem .75rem;
  border: 1px solid var(--line);
  border-radius: .875rem;
  background: transparent;
  font-weight: 550;
  text-align: start;
}
.banks button::after {
  content: '';
  flex: none;
  inline-size: .5rem;
  block-size: .5rem;
  margin-inline: auto .375rem;
  border: solid var(--soft);
  border-width: 2px 2px 0 0;
  rotate: 45deg;
}
.banks button:hover { border-color: var(--accent-text); background: var(--hover); }

.points li, .shared li { padding-block: .5rem; border-block-end: 1px solid var(--line); }
.points li { padding-inline-start: 1.75rem; position: relative; }
.points li::before {
  content: '';
  position: absolute;
  inset: .95rem auto auto .25rem;
  inline-size: .75rem;
  block-size: .375rem;
  border: solid var(--good);
  border-width: 0 0 2px 2px;
  rotate: -45deg;
}
.points li:last-child, .shared li:last-child { border: 0; }
.shared .details { display: block; }

fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0; }
legend { margin-block-end: .5rem; padding: 0; font-weight: 600; }
.choice {
  position: relative;
  display: grid;
  grid-template-columns: auto 1fr auto;
  gap: 0 .875rem;
  margin-block-end: .5rem;
  padding: .75rem .875rem;
  border: 1px solid var(--line);
  border-radius: .875rem;
}
.choice input { position: relative; z-index: 1; inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--accent-text); }
.choice label { cursor: pointer; }
/* a click anywhere on the card counts as a click on the label */
.choice label::after { content: ''; position: absolute; inset: 0; border-radius: inherit; }
.choice:hover { background: var(--hover); }
.choice:has(input:checked) { border-color: var(--accent-text); background: var(--accent-soft); }
.choice:has(input:focus-visible) { outline: 3px solid var(--accent-text); outline-offset: 2px; }
.choice input:focus-visible { outline: none; }
.choice .details { grid-area: 2 / 2 / 3 / -1; display: grid; gap: .1rem; }
.choice .amount { grid-column: 2 / -1; font-variant-numeric: tabular-nums; font-weight: 550; }
.choice:has(input:disabled) { border-style: dashed; background: transparent; color: var(--soft); }
.choice:has(input:disabled) label { cursor: default; }
.choice:has(input:disabled) .amount { color: inherit; }
.iban { font-variant-numeric: tabular-nums; }

.facts { margin: 0 0 1rem; }
.facts > div { padding-block: .625rem; border-block-end: 1px solid var(--line); }
.facts > div:last-child { border: 0; }
.facts dt { color: var(--soft); font-size: .875rem; }
.facts dd { margin: 0; font-weight: 550; }
.facts .iban { display: block; color: var(--soft); font-size: .875rem; font-weight: 400; }
.facts code { font-weight: 400; }
.sum { margin: 0 0 .5rem; font-size: 2.25rem; font-weight: 650; letter-spacing: -.02em; line-height: 1.2; }

.instructions { margin: 0 0 1rem; padding: 0; list-style: none; }
.instructions li { margin-block-end: .75rem; padding: .25rem .875rem; border: 1px solid var(--line); border-radius: .875rem; }
.instructions .facts { margin: 0; }

.hints { margin: 0 0 .5rem; color: var(--soft); font-size: .9375rem; }
.hints + .banks { margin-block-end: 1.5rem; }

.notice { padding: .75rem 1rem; border-radius: .75rem; background: var(--good-soft); color: var(--good); font-weight: 550; }
.connection {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: .5rem .875rem;
  margin-block-end: .75rem;
  padding: .875rem;
  border: 1px solid var(--line);
  border-radius: .875rem;
}
.transfer { grid-template-columns: 1fr; }
.connection p { margin: 0; }
.connection-name { font-weight: 600; }
.status { display: flex; align-items: center; gap: .4rem; font-size: .9375rem; font-weight: 550; }
.status::before { content: ''; flex: none; inline-size: .6rem; block-size: .6rem; border-radius: 50%; background: currentColor; }
.fine { color: var(--good); }
.faulty { color: var(--bad); }
.faulty::before { border-radius: 2px; rotate: 45deg; }
.connection-actions { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem; }
.connection-actions button { flex: 1 1 7rem; }

.reason { padding: .875rem 1rem; border-inline-start: 4px solid var(--bad); border-radius: .25rem .75rem .75rem .25rem; background: var(--bad-soft); }
.values li, .routes li { padding-block: .2rem; }
.routes .details { display: block; }
.routes + p { margin-block-start: 1rem; }
.card > :last-child { margin-block-end: 0; }

.emulation { margin-block-start: 1.25rem; }
.emulation details { border: 1px dashed var(--odd-line); border-radius: 1rem; background: var(--odd-soft); color: var(--odd); }
.emulation summary { padding: .75rem 1rem; border-radius: 1rem; cursor: pointer; font-weight: 600; }
.emulation details > :not(summary) { margin-inline: 1rem; }
.emulation form { padding-block-end: 1rem; }
.emulation fieldset { margin-block-end: .75rem; }
.emulation .secondary { margin-block: .125rem; border-color: var(--odd-line); font-weight: 500; }
.emulation .secondary:hover { background: transparent; border-color: currentColor; }
.emulation :focus-visible { outline-color: var(--odd); }

.visually-hidden {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
[hidden] { display: none !important; }

@media (min-width: 27rem) {
  .choice .amount { grid-area: 1 / 3; white-space: nowrap; }
}

@media (prefers-reduced-motion: no-preference) {
  button, .choice { transition: background-color .15s, border-color .15s; }
}

@media (forced-colors: active) {
  .primary, .secondary, .quiet, .banks button { border-color: ButtonBorder; }
  .card, .choice, .connection, .instructions li { border-color: CanvasText; }
  .choice:has(input:checked) { border-width: 2px; border-color: Highlight; }
  .status::before { forced-color-adjust: none; }
}
`;
