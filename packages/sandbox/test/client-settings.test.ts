import {describe, expect, it} from 'vitest';
import {accentText} from '../src/assets/accent.js';
import {styleText} from '../src/assets/style.js';
import {readableOn, textOn} from '../src/color.js';
import type {SandboxClient} from '../src/index.js';
import {banksOf, ORIGIN, Walker, WEBVIEW} from './walk.js';
import {CLIENT_ID, CODE, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

const LOGO = 'data:image/png;base64,iVBORw0KGgo=';

describe('the settings of a client', () => {
  for (const urlOf of [flowUrl, todaysUrl]) {
    it(`colour every page of ${urlOf === flowUrl ? 'the documented' : 'today’s'} address`, async () => {
      const walker = await walkerFor({primaryColor: 'ffcc00'}).open(urlOf('connect'));
      const href = /href="([^"]*accent[^"]*)"/.exec(walker.page)?.[1] ?? '';
      await walker.open(new URL(href, ORIGIN));
      expect(walker.headers.get('content-type')).toContain('text/css');
      expect(walker.page).toContain('--accent:#ffcc00;');
      expect(walker.page).toContain('--on-accent:#000000;');
    });
  }

  it('set no colours by default', async () => {
    expect((await walkerFor({}).open(flowUrl('connect'))).page).not.toMatch(/accent-\w+\.css/);
  });

  for (const primaryColor of ['#2b4acb', 'red', '2b4', '"><script>']) {
    it(`refuse the colour ${primaryColor}`, () => {
      expect(() => walkerFor({primaryColor})).toThrow('six hexadecimal digits');
    });
  }

  for (const color of ['red', '2b4', 'zzzzzz']) {
    it(`give no style sheet for the colour ${color}`, async () => {
      expect((await walkerFor({}).open(`${WEBVIEW}assets/accent-${color}.css`)).status).toBe(404);
    });
  }

  it('show the most used banks above the full list, in a list of their own', async () => {
    const walker = await walkerFor({}).open(flowUrl('connect'));
    expect(banksOf(walker, 'banks-hints')).toEqual(['Nordalis', 'Sélène Banque', 'Crédit Littoral']);
    expect(banksOf(walker)).toContain('Nordalis');
    expect(walker.buttons.filter((button) => button.startsWith('Nordalis'))).toEqual([
      'Nordalis, Most used',
      'Nordalis',
    ]);
    await walker.press('Nordalis, Most used');
    expect(walker.heading).toBe('Before you start');
    expect(walker.page).toContain('Nordalis');
  });

  it('hide the most used banks with disableConnectorHints', async () => {
    const walker = await walkerFor({disableConnectorHints: true}).open(flowUrl('connect'));
    expect(banksOf(walker, 'banks-hints')).toEqual([]);
    expect(banksOf(walker)).toHaveLength(12);
  });

  it('hide the most used banks if the list is short or searched', async () => {
    const walker = await walkerFor({}).open(flowUrl('connect', {connector_ids: '18,40,59'}));
    expect(banksOf(walker, 'banks-hints')).toEqual([]);
    await walker.open(flowUrl('connect'));
    await walker.press('Search', {q: 'nord'});
    expect(banksOf(walker, 'banks-hints')).toEqual([]);
    expect(banksOf(walker)).toEqual(['Nordalis']);
  });

  for (const [settings, picture] of [
    [{logo: LOGO}, `<img class="%" src="${LOGO}" alt="">`],
    [{name: '42 Étoiles'}, '<svg class="%"'],
  ] as const) {
    it(`show the logo in the bar at the top, or as the icon of an app with useAppLayout: ${Object.keys(settings).join()}`, async () => {
      for (const useAppLayout of [false, true]) {
        const {page} = await walkerFor({...settings, useAppLayout}).open(flowUrl('manage', {code: CODE}));
        const bar = /<header class="bar">.*?<\/header>/s.exec(page)?.[0] ?? '';
        const card = /<main class="card">.*?<\/main>/s.exec(page)?.[0] ?? '';
        expect(bar.includes(picture.replace('%', 'client-logo'))).toBe(!useAppLayout);
        expect(card.includes(picture.replace('%', 'client-icon'))).toBe(useAppLayout);
      }
    });
  }

  it('name the application, and show the first letter of its name if it has no logo', async () => {
    const {page} = await walkerFor({name: '42 Étoiles'}).open(flowUrl('connect'));
    expect(page).toContain('for 42 Étoiles');
    expect(page).toContain('>É</text>');
  });

  it('come from no other host', () => {
    expect(() => walkerFor({logo: 'https://app.example/logo.svg'})).toThrow('a picture as a data: URL');
  });

  it('colour the pages grey by default', () => {
    for (const css of styleText.split('prefers-color-scheme: dark')) {
      const {accent = ''} = colorsOf(css);
      const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
        Number.parseInt(accent.slice(at, at + 2), 16),
      );
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(40);
    }
  });

  for (const [settings, ticked] of [
    [{}, 5],
    [{disableAccountsPreCheck: true}, 0],
  ] as const) {
    it(`tick ${ticked} accounts with ${JSON.stringify(settings)}`, async () => {
      const walker = await walkerFor(settings).open(flowUrl('connect', {connector_ids: '3'}));
      await walker.press('Accept and continue');
      await walker.press('Sign in', {login: '12345678', password: '123456'});
      expect(walker.page.match(/<input type="checkbox"[^>]* checked/g) ?? []).toHaveLength(ticked);
    });
  }

  for (const name of [
    'primary_color',
    'disable_connector_hints',
    'use_app_layout',
    'disable_accounts_pre_check',
  ]) {
    it(`cannot be set by ${name} in an address`, async () => {
      const walker = await walkerFor({}).open(todaysUrl('connect', {[name]: 'true'}));
      expect(walker.refusal).toBe(`unknown-parameter:${name}`);
    });
  }
});

describe('a colour', () => {
  for (const [ground, text] of [
    ['000000', 'ffffff'],
    ['2b4acb', 'ffffff'],
    ['ffcc00', '000000'],
    ['ffffff', '000000'],
  ] as const) {
    it(`such as ${ground} gets text in ${text}`, () => {
      expect(textOn(ground)).toBe(text);
    });
  }

  it('stays as it is if it can be read', () => {
    expect(readableOn('2b4acb', ['ffffff'])).toBe('2b4acb');
  });

  for (const color of ['ffcc00', 'ffffff', '000000', '161d30', '777777', '4b0082']) {
    it(`such as ${color} is readable as text on every background of the pages, light or dark`, () => {
      const light = colorsOf(styleText);
      const dark = {...light, ...colorsOf(styleText.split('prefers-color-scheme: dark')[1] ?? '')};
      const accents = accentText(color).split('prefers-color-scheme: dark');
      for (const [index, page] of [light, dark].entries()) {
        const accent = colorsOf(accents[index] ?? '');
        for (const ground of [page['card'], page['ground'], page['ground-glow'], accent['accent-soft']]) {
          expect(contrast(accent['accent-text'] ?? '', ground ?? '')).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(accent['on-accent'] ?? '', accent['accent'] ?? '')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accent['on-accent'] ?? '', accent['accent-hover'] ?? '')).toBeGreaterThanOrEqual(4.5);
      }
    });
  }
});

/** The first value of each colour in a style sheet, by name. */
function colorsOf(css: string): Readonly<Record<string, string>> {
  const block = css.slice(0, css.indexOf('}'));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): ?#([\da-f]{6});/g)].map(([, name = '', color = '']) => [name, color]),
  );
}

function walkerFor(settings: Partial<SandboxClient>): Walker {
  return new Walker(sandboxWithUsers({clients: [{id: CLIENT_ID, secret: 's', ...settings}]}));
}

/** The contrast by WCAG 2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((color) => {
      const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
        const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}
