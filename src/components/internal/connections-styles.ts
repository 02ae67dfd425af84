import {css, type CSSResult} from 'lit';

/** The look of the panel: a line of counts, and a quiet row for each bank with a tile in the bank's colour. */
export const connectionsStyles: CSSResult = css`
  :host {
    display: block;
    --_line: var(--budgea-line-color, color-mix(in srgb, currentcolor 18%, transparent));
    --_success: var(--budgea-success-color, color-mix(in srgb, #0a9d4a 70%, currentcolor));
    --_problem: var(--budgea-problem-color, color-mix(in srgb, #e5342b 70%, currentcolor));
  }

  [part='panel'] {
    line-height: 1.5;
  }

  p,
  h3,
  button,
  budgea-reconnect,
  budgea-manage {
    overflow-wrap: anywhere;
  }

  p,
  h3,
  ul {
    margin: 0;
    padding: 0;
    font: inherit;
    /* 'none' would take the list from screen readers in WebKit */
    list-style-type: '';
  }

  [part='summary'],
  [part='details'],
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
  }

  [part='summary'] {
    margin-block-end: 0.75em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  li,
  [part='add'] {
    padding-block: 1.125em;
    border-block-start: 1px solid var(--_line);
  }

  li {
    display: grid;
    grid-template-columns: 2.75em minmax(0, 1fr);
    gap: 0 1em;
  }

  [part='add'] {
    padding-block-end: 0;
  }

  [part='tile'] {
    display: grid;
    place-items: center;
    block-size: 2.75rem;
    inline-size: 2.75rem;
    border-radius: var(--budgea-tile-radius, 0.75rem);
    background: var(--_bank, var(--_line));
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_ink, inherit);
    font-size: 1.25rem;
    font-weight: 600;
  }

  h3 {
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.35;
  }

  [part='state'] {
    display: flex;
    align-items: center;
    gap: 0.4em;
    font-size: 0.9375em;
  }

  svg {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .works svg {
    color: var(--_success);
  }

  .actionNeeded svg {
    color: var(--_problem);
  }

  [part='details'] {
    font-size: 0.875em;
    color: color-mix(in srgb, currentcolor 75%, transparent);
  }

  li [part='message'] {
    max-inline-size: 38rem;
    margin-block-start: 0.375em;
  }

  [part='progress'] {
    block-size: 0.25rem;
    max-inline-size: 16rem;
    margin-block-start: 0.625em;
    border-radius: 1rem;
    background: linear-gradient(90deg, var(--_line) 35%, var(--_success) 50%, var(--_line) 65%) 50% / 300%;
  }

  [part='actions'] {
    align-items: center;
    row-gap: 0.25em;
    margin-block-start: 0.5em;
  }

  budgea-reconnect {
    margin-block: 0.25em;
  }

  .quiet,
  budgea-manage::part(button) {
    min-block-size: 2.75em;
    padding-inline: 0;
    border: 0;
    background: none;
    color: inherit;
    font-size: 0.9375em;
    font-weight: 400;
    text-decoration: underline;
    text-decoration-color: var(--_line);
    text-underline-offset: 0.3em;
  }

  .quiet:hover,
  budgea-manage::part(button):hover {
    box-shadow: none;
    text-decoration-color: currentcolor;
  }

  /* the row has a bar */
  .quiet[aria-disabled='true']::after {
    display: none;
  }

  /* an opacity would also fade the focus ring */
  .quiet[aria-disabled='true'] {
    color: color-mix(in srgb, currentcolor 60%, transparent);
  }

  h3:focus,
  [part='summary']:focus {
    outline: none;
  }

  dialog {
    box-sizing: border-box;
    inline-size: min(28rem, 100% - 2rem);
    padding: 1.5rem;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    background: var(--budgea-dialog-background, Canvas);
    color: var(--budgea-dialog-color, CanvasText);
    line-height: 1.5;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }

  dialog p {
    margin-block-start: 0.5em;
  }

  dialog [part='actions'] {
    justify-content: end;
    margin-block-start: 1.25em;
  }

  [role='alert'] + button {
    margin-block-start: 0.75em;
  }

  .skeleton div + div {
    inline-size: 60%;
    block-size: 1em;
    margin-block: 0.25em 6.5em;
    border-radius: 0.25em;
    background: var(--_line);
  }

  @media (prefers-reduced-motion: no-preference) {
    [part='progress'] {
      animation: fetch 1.6s linear infinite;
    }

    @keyframes fetch {
      from {
        background-position: 100%;
      }

      to {
        background-position: 0%;
      }
    }
  }

  @media (forced-colors: active) {
    :host {
      --_success: currentcolor;
      --_problem: currentcolor;
    }

    [part='tile'],
    [part='progress'] {
      border: 1px solid;
    }

    .quiet,
    budgea-manage::part(button) {
      text-decoration-color: currentcolor;
    }
  }
`;
