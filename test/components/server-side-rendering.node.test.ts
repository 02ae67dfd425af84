import {html, type TemplateResult} from 'lit';
import {describe, expect, it, vi} from 'vitest';
import '../../src/define.js';
import {ELEMENT_TAGS} from '../support/element-tags.js';
import {rendered, wordsOf} from '../support/server-rendered/markup.js';

const BUTTONS: readonly (readonly [tag: string, template: TemplateResult, label: string])[] = [
  ['budgea-connect', html`<budgea-connect></budgea-connect>`, 'Connect a bank'],
  ['budgea-reconnect', html`<budgea-reconnect></budgea-reconnect>`, 'Reconnect'],
  ['budgea-manage', html`<budgea-manage></budgea-manage>`, 'Manage connections'],
  ['budgea-transfer', html`<budgea-transfer></budgea-transfer>`, 'Make a transfer'],
  ['budgea-payment', html`<budgea-payment></budgea-payment>`, 'Pay'],
];
const OTHERS: readonly (readonly [tag: string, template: TemplateResult])[] = [
  ['budgea-callback', html`<budgea-callback></budgea-callback>`],
  ['budgea-connection', html`<budgea-connection></budgea-connection>`],
  ['budgea-connections', html`<budgea-connections></budgea-connections>`],
  ['budgea-webview', html`<budgea-webview></budgea-webview>`],
];

describe('on a server', () => {
  it('all elements are tried here', () => {
    expect([...BUTTONS, ...OTHERS].map(([tag]) => tag).toSorted()).toEqual(ELEMENT_TAGS.toSorted());
  });

  it.each([...BUTTONS.map(([tag, template]) => [tag, template] as const), ...OTHERS])(
    '<%s> has its shadow root in the markup, with its styles',
    async (tag, template) => {
      const markup = await rendered(template);
      expect(markup).toMatch(
        new RegExp(`<${tag} *><template shadowroot="open" shadowrootmode="open"[^>]*><style>`),
      );
      expect(markup).toContain(':host');
    },
  );

  it.each(BUTTONS)('<%s> has a button, and delegates its focus to it', async (_tag, template, label) => {
    const markup = await rendered(template);
    expect(markup).toMatch(/<template [^>]*shadowrootdelegatesfocus/);
    expect(markup).toMatch(/<button part="button" type="button"[^>]*>/);
    expect(wordsOf(markup)).toEqual([label]);
  });

  it.each([
    ['fr', 'Connecter une banque'],
    ['fr-CA', 'Connecter une banque'],
    ['EN', 'Connect a bank'],
    ['sv', 'Connect a bank'],
    ['', 'Connect a bank'],
  ])('a button uses the language of its lang="%s"', async (lang, label) => {
    const markup = await rendered(html`<budgea-connect lang=${lang}></budgea-connect>`);
    expect(wordsOf(markup)).toEqual([label]);
    expect(markup).toMatch(/<budgea-connect [^>]*lang/);
  });

  it('an imported language is used', async () => {
    const template = html`<budgea-connect lang="de"></budgea-connect>`;
    expect(wordsOf(await rendered(template))).toEqual(['Connect a bank']);
    await import('../../src/languages/de.js');
    expect(wordsOf(await rendered(template))).toEqual(['Bank verbinden']);
  });

  it('an element does not know its ancestors', async () => {
    const markup = await rendered(
      html`<main lang="fr"><budgea-webview lang="fr"><budgea-manage></budgea-manage></budgea-webview></main>`,
    );
    expect(wordsOf(markup)).toEqual(['Manage connections']);
  });

  it('concurrent requests each get their own language', async () => {
    const langs = ['fr', 'en', 'fr', 'en'];
    const pages = await Promise.all(
      langs.map((lang) => rendered(html`<budgea-transfer lang=${lang}></budgea-transfer>`)),
    );
    expect(pages.map(wordsOf)).toEqual(
      langs.map((lang) => [lang === 'fr' ? 'Faire un virement' : 'Make a transfer']),
    );
  });

  it("the host's label, trigger and texts are rendered", async () => {
    expect(wordsOf(await rendered(html`<budgea-connect>Add my bank</budgea-connect>`))).toContain(
      'Add my bank',
    );
    expect(
      await rendered(html`<budgea-connect><button slot="trigger">Go</button></budgea-connect>`),
    ).toContain('<button slot="trigger">Go</button></budgea-connect>');
    const texts = {start: {connect: 'Bring your bank'}};
    expect(wordsOf(await rendered(html`<budgea-connect .texts=${texts}></budgea-connect>`))).toEqual([
      'Bring your bank',
    ]);
  });

  it('an attribute is read in the lower case that server renderers write', async () => {
    const markup = await rendered(
      html`<budgea-connection error="wrongpass" errormessage="Two tries left."></budgea-connection>`,
    );
    expect(wordsOf(markup)).toContain('Two tries left.');
  });

  it('a button with disabled="false" is not disabled', async () => {
    const markup = await rendered(html`<budgea-connect disabled="false"></budgea-connect>`);
    expect(markup).not.toMatch(/<button [^>]*disabled/);
  });

  it('a disabled button is disabled', async () => {
    expect(await rendered(html`<budgea-connect disabled></budgea-connect>`)).toMatch(
      /<button [^>]* disabled/,
    );
    expect(await rendered(html`<budgea-connect></budgea-connect>`)).not.toMatch(/<button [^>]*disabled/);
  });

  it.each([
    [html`<budgea-connection></budgea-connection>`, []],
    [html`<budgea-connection .connection=${{error: null}}></budgea-connection>`, []],
    [
      html`<budgea-connection .connection=${{error: null, last_update: null}}></budgea-connection>`,
      ['Your accounts are being fetched for the first time. This may take a few minutes.'],
    ],
    [
      html`<budgea-connection lang="fr" error="wrongpass" error-message="Encore 2 essais"></budgea-connection>`,
      [
        'Votre banque a refusé les identifiants. Rétablissez la connexion en les saisissant à nouveau.',
        'Encore 2 essais',
        'Reconnecter',
      ],
    ],
  ])('a connection shows its error: %#', async (template, words) => {
    expect(wordsOf(await rendered(template))).toEqual(words);
  });

  it("the bank's words are never markup", async () => {
    const words = '<img src=x onerror=alert(1)>"&';
    const markup = await rendered(
      html`<budgea-connection error="wrongpass" error-message=${words}></budgea-connection>`,
    );
    expect(markup).not.toContain('<img');
    expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('the callback page is empty, and reads nothing', async () => {
    const markup = await rendered(
      html`<budgea-callback domain="demo" client-id="1" token-url="/token"></budgea-callback>`,
    );
    expect(wordsOf(markup)).toEqual([]);
    expect(markup).toMatch(/<p part="message" role="status">/);
    expect(markup).not.toContain('<a ');
  });

  it("the page's own words beside a result are rendered, and the result is not", async () => {
    const result = JSON.stringify({kind: 'success', flow: 'connect', connectionId: '46'});
    const markup = await rendered(
      html`<budgea-callback result=${result}>Your account is connected.</budgea-callback>`,
    );
    expect(wordsOf(markup)).toEqual(['Your account is connected.']);
  });

  it('a link in a button with start-url works before any script', async () => {
    const markup = await rendered(
      html`<budgea-connect start-url="/start/connect"><a slot="trigger" href="/start/connect">Go</a></budgea-connect>`,
    );
    expect(markup).toContain('<a slot="trigger" href="/start/connect">Go</a></budgea-connect>');
  });

  it('a panel of connections waits, and asks nobody', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    const markup = await rendered(
      html`<budgea-connections lang="fr" connections-url="/connections" domain="demo"></budgea-connections>`,
    );
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
    expect(wordsOf(markup)[0]).toBe('Chargement de vos banques…');
    expect(markup).not.toMatch(/<dialog [^>]*open/);
    expect(markup).toContain('aria-busy="true"');
    expect(markup).toContain('class="skeleton"');
  });

  it('a banner of connections is empty', async () => {
    const markup = await rendered(html`<budgea-connections only="attention"></budgea-connections>`);
    expect(wordsOf(markup)).toEqual([]);
  });

  it('<budgea-webview> renders its slot around the elements', async () => {
    const markup = await rendered(
      html`<budgea-webview domain="demo" client-id="1"><budgea-connect></budgea-connect></budgea-webview>`,
    );
    expect(markup).toMatch(/<budgea-webview [^>]*domain="demo" client-id="1">/);
    expect(markup).toMatch(/<slot><\/slot>[^]*<budgea-connect *><template/);
  });
});
