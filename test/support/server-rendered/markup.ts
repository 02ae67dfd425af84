import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import type {TemplateResult} from 'lit';

/** Renders a template as a server does. */
export function rendered(template: TemplateResult): Promise<string> {
  return collectResult(render(template));
}

/** Returns what a person reads of some markup, line by line. */
export function wordsOf(markup: string): string[] {
  const text = markup.replace(/<style>[^]*?<\/style>|<!--.*?-->/g, '').replace(/<[^>]*>/g, '\n');
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
