import {expect} from 'chai';
import {connect, Visit} from '../support/visit.js';

const page = document.documentElement;

/** Starts a connect flow at today's service, and returns the language of the webview. */
async function startedIn(service: 'budgea' | 'powens' = 'powens'): Promise<string | undefined> {
  const visit = new Visit();
  await visit.start('connect', {...connect, service});
  return /\/([a-z]{2})\/connect\?/.exec(visit.left[0] ?? '')?.[1];
}

describe('the language of a start at today’s service', () => {
  const before = page.lang;
  const {languages} = navigator;

  afterEach(() => {
    page.lang = before;
    Object.defineProperty(navigator, 'languages', {configurable: true, value: languages});
  });

  it('is the language of the page', async () => {
    page.lang = 'nl-BE';
    expect(await startedIn()).to.equal('nl');
  });

  it('is the first of the browser that the webview speaks, if the page has another', async () => {
    page.lang = 'ja';
    Object.defineProperty(navigator, 'languages', {configurable: true, value: ['sv-SE', 'pt-BR', 'fr']});
    expect(await startedIn()).to.equal('pt');
  });

  it('is English if the webview speaks neither', async () => {
    page.lang = '';
    Object.defineProperty(navigator, 'languages', {configurable: true, value: ['sv-SE']});
    expect(await startedIn()).to.equal('en');
  });

  it('is left to the service at the documented address', async () => {
    page.lang = 'fr';
    expect(await startedIn('budgea')).to.equal(undefined);
  });
});
