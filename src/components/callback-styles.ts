import {css, type CSSResult} from 'lit';

/** The look of the callback page's outcome: a mark, a sentence, the next steps. */
export const callbackStyles: CSSResult = css`
  :host {
    display: block;
  }

  .outcome {
    display: grid;
    justify-items: center;
    gap: 0.25rem;
    padding-block: 1rem;
    text-align: center;
  }

  .none svg {
    visibility: hidden;
  }

  svg {
    inline-size: 3.5rem;
    block-size: 3.5rem;
    margin-block-end: 0.5rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .success svg {
    color: var(--budgea-success-color, light-dark(#0a7a3d, #54d18c));
  }

  .problem svg {
    color: var(--budgea-problem-color, light-dark(#b3261e, #ff8a80));
  }

  .wait circle {
    stroke-dasharray: 44 19;
  }

  [part='message'] {
    max-inline-size: 28rem;
    margin: 0;
    font-size: 1.125em;
    line-height: 1.5;
    text-wrap: balance;
  }

  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.75rem 1.25rem;
    margin-block-start: 1.25rem;
  }

  [part='actions']:empty {
    display: none;
  }

  a {
    display: inline-flex;
    align-items: center;
    box-sizing: border-box;
    min-block-size: 2.75em;
    border-radius: var(--budgea-button-radius, 0.6em);
    color: inherit;
    font-weight: 600;
    text-underline-offset: 0.2em;
  }

  a.main {
    padding-inline: 1.25em;
    background: var(--budgea-button-background, CanvasText);
    color: var(--budgea-button-color, Canvas);
    text-decoration: none;
  }

  @media (prefers-reduced-motion: no-preference) {
    .wait svg {
      animation: turn 1s linear infinite;
    }
  }

  @media (forced-colors: active) {
    a.main {
      border: 1px solid LinkText;
      background: Canvas;
      color: LinkText;
    }
  }
`;
