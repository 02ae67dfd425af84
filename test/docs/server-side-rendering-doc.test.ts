import {LitElementRenderer} from '@lit-labs/ssr';
import {html} from 'lit';
import {afterAll, describe, expect, it, vi} from 'vitest';
import '../../src/define.js';
import {DocModules} from '../support/doc-modules.js';
import {rendered, wordsOf} from '../support/server-rendered/markup.js';

describe('the page about rendering on a server', () => {
  const modules = new DocModules('docs/server-side-rendering.md', '.server-side-rendering');

  afterAll(() => {
    modules.remove();
    LitElementRenderer.renderOptions.length = 0;
  });

  it('renders its page in a language', async () => {
    const {accountsPage} = (await import(modules.holding('accountsPage'))) as {
      accountsPage(lang: string): Promise<string>;
    };
    const page = await accountsPage('fr');
    expect(page).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    expect(wordsOf(page)).toEqual([
      'Accounts',
      'Votre banque vous demande de confirmer votre identité. Relancez la connexion pour le faire.',
      'Reconnecter',
      'Connecter une banque',
    ]);
  });

  it('leaves these elements out when others are connected on the server', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    LitElementRenderer.renderOptions.push(() => ({connectedCallback: true}));
    const template = html`<budgea-callback></budgea-callback>`;
    await expect(rendered(template)).rejects.toThrow('is not defined');
    warn.mockRestore();
    await import(modules.holding('renderOptions'));
    expect(wordsOf(await rendered(template))).toEqual([]);
  });
});
