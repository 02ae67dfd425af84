import {css, type CSSResult} from 'lit';

/** The look of the callback page: a mark, a message, the next steps. */
export const callbackStyles: CSSResult = css`
  :host {
    display: block;
  }

  .outcome {
    display: grid;
    justify-items: center;
    padding-block: 1rem;
    text-align: center;
  }

  .none svg {
    visibility: hidden;
  }

  svg {
    inline-size: 3.5rem;
    block-size: 3.5rem;
    margin-block-end: 0.75rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .success svg {
    color: var(--budgea-success-color, color-mix(in srgb, #0a9d4a 70%, currentcolor));
  }

  .problem svg {
    color: var(--budgea-problem-color, color-mix(in srgb, #e5342b 70%, currentcolor));
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
    margin-block-start: 1.5rem;
  }

  [part='actions']:empty {
    display: none;
  }

  [part='actions'] ~ [part='message'] {
    margin-block-start: 1rem;
  }

  a {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75em;
    padding-inline: 0.25em;
    border-radius: var(--budgea-button-radius, 0.6em);
    color: inherit;
    font-weight: 600;
    text-underline-offset: 0.2em;
  }

  .main {
    text-decoration: none;
  }

  .second {
    background: none;
    border-color: transparent;
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  @media (prefers-reduced-motion: no-preference) {
    .wait svg {
      animation: turn 1s linear infinite;
    }
  }

  @media (forced-colors: active) {
    a,
    .main {
      border-color: LinkText;
      background: Canvas;
      color: LinkText;
    }

    .outcome svg {
      color: inherit;
    }
  }
`;
