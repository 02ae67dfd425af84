import {own} from '../own.js';
import {ASSETS_PATH} from '../assets/assets.js';
import {type Html, html} from '../html.js';
import type {Language} from '../language.js';
import type {SandboxClient} from '../options.js';
import {clientName} from '../session/visit.js';
import {TEXTS} from '../texts/texts.js';
import {firstLetter} from '../first-letter.js';
import {wayTo} from '../way-to.js';

/** The parts of a page. */
export interface Layout {
  readonly language: Language;
  /** The address of the page. The link to the other language goes to the same page. */
  readonly url: URL;
  /** The page's heading, as the title shows it. */
  readonly heading: string;
  /** Texts in front of the heading in the title, such as the step. */
  readonly titleParts?: readonly (string | undefined)[];
  /** The application that sent the user. Its settings change how the page looks. */
  readonly client?: SandboxClient;
  /** More elements for the head. */
  readonly head?: Html;
  /** An address of the sandbox that ends in `code=`, for a code in the fragment: the page then goes there. */
  readonly withCode?: string | undefined;
  readonly body: Html;
  /** Shown below the card, apart from everything that the real service shows. */
  readonly aside?: Html;
  /** Whether the page links to the other language. `true` by default. */
  readonly translated?: boolean;
}

/** Builds a whole page. */
export function layout({language, url, heading, body, ...rest}: Layout): Html {
  const more = own(rest);
  const texts = TEXTS[language];
  const assets = wayTo(ASSETS_PATH, url);
  const title = [...(more.titleParts ?? []), heading, texts.serviceName]
    .filter((part) => part !== undefined)
    .join(' – ');
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${more.head}
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}style.css">
${more.client?.primaryColor !== undefined && html`<link rel="stylesheet" href="${assets}accent-${more.client.primaryColor}.css">`}
<script src="${assets}filter.js" type="module"></script>
${
  more.withCode !== undefined &&
  html`<meta name="with-code" content="${wayTo(more.withCode, url)}">
<script src="${assets}fragment.js" type="module"></script>`
}
</head>
<body>
<header class="bar">
<p class="brand">${more.client && !more.client.useAppLayout ? clientLogo(more.client, 'client-logo') : serviceLogo()}<span>${texts.serviceName}${more.client && html` <span class="client">${texts.forClient(clientName(more.client))}</span>`}</span></p>
<p class="badge">${texts.emulated}</p>
${more.translated !== false && languageLink(language, url)}
</header>
<main class="card">
${more.client?.useAppLayout && html`<p class="app-icon">${clientLogo(more.client, 'client-icon')}</p>`}
${body}
</main>
${more.aside}
</body>
</html>
`;
}

function languageLink(language: Language, url: URL): Html {
  const other = language === 'en' ? 'fr' : 'en';
  const path = url.pathname.replace(/^(\/(?:2\.0\/(?:auth\/)?webview\/)?)[a-z]{2}(?=\/)/, `$1${other}`);
  return html`<a class="language" href="${wayTo(path, url)}${url.search}" lang="${other}" hreflang="${other}">${TEXTS[language].otherLanguage}</a>`;
}

/** Shows the logo of an application, or the first letter of its name. */
function clientLogo(client: SandboxClient, className: string): Html {
  if (client.logo !== undefined) return html`<img class="${className}" src="${client.logo}" alt="">`;
  return html`<svg class="${className}" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" fill="var(--accent)"/><text x="20" y="27" text-anchor="middle" font-size="19" font-weight="600" fill="var(--on-accent)">${firstLetter(clientName(client))}</text></svg>`;
}

function serviceLogo(): Html {
  return html`<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path d="M16 4 4 11v3h24v-3z"/><path d="M7 16h4v8H7zm7 0h4v8h-4zm7 0h4v8h-4zM4 26h24v3H4z"/></svg>`;
}
