import {css, type CSSResult} from 'lit';

/**
 * The look of a button, in the page's font and colour.
 *
 * A server only knows the element's own `lang`, and renders English without one. On a page in another language our texts
 * stay hidden until the element is defined and can render the right ones.
 */
export const buttonStyles: CSSResult = css`
  :host {
    display: inline-block;
    position: relative;
  }

  :host([hidden]) {
    display: none;
  }

  :host(:not(:defined, [lang], :lang(en))) :is(span, p) {
    visibility: hidden;
  }

  button,
  .main {
    box-sizing: border-box;
    min-block-size: 2.75em;
    max-inline-size: 100%;
    margin: 0;
    padding-block: 0.55em;
    padding-inline: 1.25em;
    background: var(--budgea-button-background, transparent);
    border: 1px solid var(--budgea-button-background, currentcolor);
    border-radius: var(--budgea-button-radius, 0.6em);
    color: var(--budgea-button-color, inherit);
    font: inherit;
    font-weight: 600;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  /* no other background: nobody chose it for the text */
  button:hover,
  .main:hover {
    box-shadow: 0 0 0 1px var(--budgea-button-background, currentcolor);
  }

  button:active,
  .main:active {
    box-shadow: inset 0 0 0 2px;
  }

  button:focus-visible,
  a:focus-visible {
    outline: 3px solid var(--budgea-focus-color, #3079ea);
    outline-offset: 2px;
  }

  button:disabled {
    box-shadow: none;
    opacity: 0.5;
    cursor: not-allowed;
  }

  button[aria-disabled='true'] {
    cursor: progress;
  }

  button[aria-disabled='true']::after {
    content: '';
    display: inline-block;
    inline-size: 0.75em;
    block-size: 0.75em;
    margin-inline-start: 0.85em;
    border: 0.125em solid;
    border-inline-end-color: transparent;
    border-radius: 50%;
    vertical-align: -0.05em;
  }

  [part='message'] {
    margin-block: 0.5em 0;
    margin-inline: 0;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    overflow: clip;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: no-preference) {
    button,
    .main {
      transition: box-shadow 120ms;
    }

    button[aria-disabled='true']::after {
      animation: turn 800ms linear infinite;
    }

    @keyframes turn {
      to {
        transform: rotate(1turn);
      }
    }
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }

    /* shadows are not painted here */
    button:hover,
    .main:hover {
      border-color: Highlight;
    }

    /* prevents a backplate in the page's colour behind the text */
    button:active,
    .main:active {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    /* keeps the gap in the spinner */
    button::after {
      forced-color-adjust: none;
    }

    button:disabled {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
