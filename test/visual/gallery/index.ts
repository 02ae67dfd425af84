import {html, render} from 'lit';
import {addressOf, nameOf, SHEETS} from '../sheets.js';

const onLoad = (event: Event): void => {
  const frame = event.target as HTMLIFrameElement;
  const root = frame.contentDocument?.documentElement;
  // a sheet grows until it is ready
  if (root) new ResizeObserver(() => (frame.height = String(root.scrollHeight))).observe(root);
};

render(
  html`
    <h1>Every element, in every state</h1>
    <p>
      The sheets that the tests photograph. Pointers, fingers and keys are only there in the photographs, and so are
      forced colours, unless your system has them.
    </p>
    ${SHEETS.map(
      (sheet) => html`
        <h2><a href=${addressOf(sheet)}>${nameOf(sheet)}</a></h2>
        <iframe title=${nameOf(sheet)} src=${addressOf(sheet)} loading="lazy" height="800" @load=${onLoad}></iframe>
      `,
    )}
  `,
  document.body,
);
