import {primaryTag} from '../../service/addresses.js';
import {ownProperties} from '../../service/options.js';
import {languagesOf} from './navigation.js';

/** The texts of the pages that the routes make themselves. */
const TEXTS = {
  en: {
    title: 'One moment, please',
    hop: 'One moment, please…',
    goOn: 'Continue',
    failed: 'This did not work. Please try again in a moment.',
    refused: 'This site cannot open the page for you. Trying again will not help: please contact the site.',
    signedOut: 'You seem to be signed out of this site. Please sign in, then try again.',
    tryAgain: 'Try again',
  },
  fr: {
    title: 'Un instant, s’il vous plaît',
    hop: 'Un instant, s’il vous plaît…',
    goOn: 'Continuer',
    failed: 'Cela n’a pas fonctionné. Veuillez réessayer dans un instant.',
    refused:
      'Ce site ne peut pas ouvrir la page pour vous. Réessayer ne servira à rien : veuillez contacter le site.',
    signedOut: 'Vous semblez être déconnecté de ce site. Veuillez vous connecter, puis réessayer.',
    tryAgain: 'Réessayer',
  },
} as const;

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
  return page(200, lang, texts.title, {
    head: `<meta http-equiv="refresh" content="0;url=${url}">`,
    body: `<p>${texts.hop}</p><p><a href="${url}">${texts.goOn}</a></p>`,
  });
}

/** Returns a page that says that something failed, with a link that tries the same again if that may help. */
export function failurePage(
  request: Request,
  status: number,
  text: 'failed' | 'refused' | 'signedOut',
  reason = '',
): Response {
  const {lang, texts} = textsFor(request);
  // an empty address is the page's own
  const link = text === 'refused' ? '' : `<p><a href="">${texts.tryAgain}</a></p>`;
  const body = `<p>${texts[text]}</p>${link}${reason && `<p lang="en"><code>${escapeHtml(reason)}</code></p>`}`;
  return page(status, lang, texts.title, {head: '', body});
}

function textsFor(request: Request): {readonly lang: string; readonly texts: (typeof TEXTS)['en' | 'fr']} {
  const tags = languagesOf(request).map(primaryTag);
  const lang = tags.find((tag) => Object.hasOwn(TEXTS, tag)) === 'fr' ? 'fr' : 'en';
  return {lang, texts: TEXTS[lang]};
}

function page(
  status: number,
  lang: string,
  title: string,
  {head, body}: {readonly head: string; readonly body: string},
): Response {
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${title}</title></head><body><main>${body}</main></body></html>`;
  return new Response(html, ownProperties({status, headers: new Headers(HEADERS)}));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
