import {BUTTON_TEXTS} from '../../languages/button-texts.js';
import {de} from '../../languages/de.js';
import {es} from '../../languages/es.js';
import {it} from '../../languages/it.js';
import {nl} from '../../languages/nl.js';
import {pt} from '../../languages/pt.js';
import {RESULT_TEXTS} from '../../languages/result-texts.js';
import type {ButtonTexts, ResultTexts} from '../../languages/texts.js';
import {primaryTag} from '../../service/addresses.js';
import {ownProperties} from '../../service/options.js';
import {languagesOf} from './navigation.js';

type Texts = ButtonTexts & ResultTexts;

const en: Texts = {...BUTTON_TEXTS.en, ...RESULT_TEXTS.en};
const fr: Texts = {...BUTTON_TEXTS.fr, ...RESULT_TEXTS.fr};

/** The texts of the elements: these pages say the same in the same words. */
const TEXTS = new Map<string, Texts>(Object.entries({en, fr, de, es, it, nl, pt}));

/** What a failure page can say. */
export type FailureText = keyof Texts &
  ('startFailed' | 'startImpossible' | 'startSignedOut' | 'saveFailed' | 'saveImpossible');

/** The pages load nothing, run nothing, and are in no frame. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** Returns a page that goes to an address of this origin by itself, so that the browser sends its strict cookies. */
export function hopPage(request: Request, address: string): Response {
  const {lang, texts} = textsFor(request);
  const url = escapeHtml(address);
  return page(200, lang, texts.starting, {
    head: `<meta http-equiv="refresh" content="0;url=${url}">`,
    body: `<p><a href="${url}">${texts.goOn}</a></p>`,
  });
}

/** Returns a page that says that something failed, with a link that tries the same again if that may help. */
export function failurePage(request: Request, status: number, text: FailureText, reason = ''): Response {
  const {lang, texts} = textsFor(request);
  // an empty address is the page's own
  const link = text.endsWith('Impossible') ? '' : `<p><a href="">${texts.tryAgain}</a></p>`;
  const why = reason && `<p lang="en"><code>${escapeHtml(reason)}</code></p>`;
  return page(status, lang, texts[text], {head: '', body: link + why});
}

/** Returns the texts in the first language of the browser that has some, or in English. */
function textsFor(request: Request): {readonly lang: string; readonly texts: Texts} {
  const tags = languagesOf(request).map(primaryTag);
  const lang = tags.find((tag) => TEXTS.has(tag)) ?? 'en';
  return {lang, texts: TEXTS.get(lang) ?? en};
}

/** Returns a page that says one thing, as its title too: a screen reader reads that first. */
function page(
  status: number,
  lang: string,
  text: string,
  {head, body}: {readonly head: string; readonly body: string},
): Response {
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${text}</title></head><body><main><p>${text}</p>${body}</main></body></html>`;
  return new Response(html, ownProperties({status, headers: new Headers(HEADERS)}));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
