import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import type {ServerResponse} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'vite';
import {VERSION} from '../../src/version.js';
import {POLICIES} from '../support/policies.js';
import type {Policy} from '../support/policies-in.js';
import {buildSingleFile} from '../support/single-file.js';

const PAGE = /^\/policy\/(\d+)\/(\w+)\/(?:\?|$)/;
/** The site that embeds a page: in the documentation, and here. */
const PARTNER = 'https://partner.example';
const PARTNERS = 'http://www.site.localhost:4010 http://partner.localhost:4010';

const source = fileURLToPath(new URL('../../src', import.meta.url));

const BUTTONS =
  '<budgea-connect></budgea-connect><budgea-connection connection-id="46" error="wrongpass"></budgea-connection>';
const CALLBACK = '<budgea-callback></budgea-callback>';

function settings(content: string, callback: string): string {
  const attributes = `redirect-uri="../${callback}/" code-url="/api/budgea/code" token-url="/api/budgea/token"`;
  return `<budgea-webview base-url="http://localhost:4001" client-id="17473055" ${attributes}>${content}</budgea-webview>`;
}

/** The scripts and the body of each page. */
const PAGES: Readonly<Record<string, readonly [scripts: readonly string[], body: string]>> = {
  start: [['/single-file.js'], settings(BUTTONS, 'callback')],
  panel: [
    ['/single-file.js'],
    settings('<budgea-connections connections-url="/connections"></budgea-connections>', 'callback'),
  ],
  callback: [['/single-file.js'], settings(CALLBACK, 'callback')],
  twice: [['/single-file.js', '/single-file-0.0.9.js'], settings(BUTTONS + CALLBACK, 'twice')],
  mixed: [
    [`/@fs${source}/components/budgea-connect.ts`, '/single-file-0.0.9.js'],
    settings(BUTTONS + CALLBACK, 'mixed'),
  ],
  framed: [
    ['/single-file.js'],
    settings(
      `<div lang="en"><budgea-connect target="_top"></budgea-connect><output></output></div>`,
      'callback',
    ),
  ],
  flows: [['/policy/flows.js'], '<button>Start</button><output></output>'],
};

const FLOWS = `
import {finishFlow, startFlow} from '/@fs${source}/flows/index.ts';
document.querySelector('output').textContent = JSON.stringify(finishFlow());
document.querySelector('button').addEventListener('click', () => {
  void startFlow('connect', {baseUrl: 'http://localhost:4001', clientId: 17473055, redirectUri: location.origin + location.pathname});
});
`;

/**
 * Serves pages that Vite does not change, each under each policy of the documentation: `/policy/0/start/` has the headers
 * of the first. They load the single file as it is published. `/bare/?body=…` has no policy and the given body.
 */
export function policyPages(): Plugin {
  const scripts = new Map([['/policy/flows.js', FLOWS]]);
  return {
    name: 'policy-pages',
    configureServer({middlewares}) {
      const folder = mkdtempSync(join(tmpdir(), 'single-file-'));
      const built = buildSingleFile(folder);
      rmSync(folder, {recursive: true});
      scripts.set('/single-file.js', built);
      scripts.set('/single-file-0.0.9.js', built.replaceAll(VERSION, '0.0.9'));
      middlewares.use((request, response, next) => {
        const {searchParams, pathname} = new URL(request.url ?? '', 'http://localhost');
        const script = scripts.get(pathname);
        const [, index = '', name = ''] = PAGE.exec(request.url ?? '') ?? [];
        const page = PAGES[name];
        if (script !== undefined) {
          response.setHeader('content-type', 'text/javascript');
          response.end(script);
        } else if (pathname === '/bare/') send(response, [], [], searchParams.get('body') ?? '');
        else if (page) send(response, POLICIES[Number(index)]?.headers ?? [], ...page);
        else next();
      });
    },
  };
}

function send(
  response: ServerResponse,
  headers: Policy['headers'],
  scripts: readonly string[],
  body: string,
): void {
  const nonce = randomUUID();
  for (const [name, value] of headers) {
    response.setHeader(name, value.replaceAll('{random}', nonce).replaceAll(PARTNER, PARTNERS));
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  const tags = scripts.map((src) => `<script type="module" nonce="${nonce}" src="${src}"></script>`);
  response.end(
    `<!doctype html><html lang="en"><title>A policy</title>${tags.join('')}<body>${body}</body></html>`,
  );
}
