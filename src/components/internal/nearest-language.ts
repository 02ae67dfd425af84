import {webviewLanguage} from '../../service/languages.js';

/** The language tag in force for an element: that of its nearest ancestor with `lang`, across shadow roots. */
export function nearestLanguage(element: Element): string {
  for (let scope: Element | undefined = element; scope; scope = hostOf(scope)) {
    const owner = scope.closest('[lang]');
    if (owner) return owner.getAttribute('lang') ?? '';
  }
  return '';
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

/** What to send for a tag: today's service wants a language always, the documented one follows the browser. */
export function languageFor(service: unknown, tag: string): string | undefined {
  const known = service === 'powens' ? service : 'budgea';
  return webviewLanguage(known, tag) ?? (known === 'powens' ? 'en' : undefined);
}
