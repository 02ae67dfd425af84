import {expect} from '@open-wc/testing';
import {finish} from '../../src/flows/finish-flow.js';
import {finishFlow} from '../../src/flows/index.js';
import {arrive, goBackToStart} from '../support/arrive.js';

let imports = 0;

/** Imports the entry as if the page had just been loaded. */
async function importCallback(): Promise<void> {
  imports += 1;
  await import(`../../src/callback.ts?import=${imports}`);
}

describe('budgea-webview/callback in a browser', () => {
  afterEach(() => {
    finish();
    goBackToStart();
  });

  it('takes the answer out of the address bar, and finishFlow uses it once', async () => {
    await arrive('connect', 'connection_id=46&code=abc');
    history.replaceState({host: 1}, '', `${location.href}#x`);
    const entries = history.length;
    await importCallback();
    expect(location.href).not.to.match(/code|state|connection_id/);
    expect(location.hash).to.equal('#x');
    expect(history.state).to.deep.equal({host: 1});
    expect(history.length).to.equal(entries);
    const result = finishFlow();
    expect(result).to.include({kind: 'success', connectionId: '46', code: 'abc'});
    expect(finishFlow()).to.equal(result);
    history.pushState(null, '', '/elsewhere');
    expect(finishFlow()).to.deep.equal({kind: 'none'});
    history.back();
    await new Promise((resolve) => {
      addEventListener('popstate', resolve, {once: true});
    });
    expect(location.href).not.to.match(/code|state|connection_id/);
    expect(finishFlow()).to.equal(result);
  });

  it('leaves an answer alone that belongs to somebody else', async () => {
    history.replaceState(null, '', '?code=theirs&state=theirs');
    const {href} = location;
    await importCallback();
    expect(location.href).to.equal(href);
    expect(finishFlow()).to.include({reason: 'unknown-state'});
    expect(location.href).to.equal(href);
  });
});
