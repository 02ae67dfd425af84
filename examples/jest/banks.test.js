import 'budgea-webview/define';
import {createSandbox} from 'budgea-sandbox';
import {endFlow} from 'budgea-sandbox/testing';
import {beforeEach, expect, it} from '@jest/globals';

const SETTINGS = 'base-url="http://localhost:4001" client-id="17473055" redirect-uri="/callback"';

/** Resolves with the first event of a type. */
function next(type) {
  return new Promise((resolve) => document.addEventListener(type, resolve, {once: true}));
}

/** Clicks a button, and returns the address that it would leave for. */
async function leave(button) {
  document.addEventListener('budgea-leave', (event) => event.preventDefault(), {once: true});
  const left = next('budgea-leave');
  await button.updateComplete;
  button.click();
  return (await left).url;
}

/** Returns to the callback page with the answer to this address, and hands a received code to `saveCode`. */
async function arrive(url, ending, saveCode) {
  history.replaceState(null, '', await endFlow(createSandbox(), url, ending));
  const callback = document.createElement('budgea-callback');
  callback.saveCode = saveCode;
  document.body.replaceChildren(callback);
  return (await next('budgea-done')).result;
}

beforeEach(() => {
  document.body.innerHTML = `<budgea-connect ${SETTINGS}></budgea-connect>`;
});

it('connects a bank, and hands over the code', async () => {
  const codes = [];
  const left = await leave(document.querySelector('budgea-connect'));
  const result = await arrive(left, {connectorIds: [59]}, (code) => codes.push(code));
  expect(result).toMatchObject({kind: 'success', flow: 'connect', code: codes[0]});
  expect(codes).toHaveLength(1);
  expect(location.search).toBe('');
});

it('tells a user who cancelled so', async () => {
  const left = await leave(document.querySelector('budgea-connect'));
  const result = await arrive(left, {error: 'access_denied'});
  expect(result).toMatchObject({kind: 'cancelled'});
  expect(document.querySelector('budgea-callback').shadowRoot.textContent).toContain('You stopped before the end.');
});

it('does not leave without a client id', async () => {
  const button = document.querySelector('budgea-connect');
  button.removeAttribute('client-id');
  document.addEventListener('budgea-error', (event) => event.preventDefault(), {once: true});
  const failed = next('budgea-error');
  await button.updateComplete;
  button.click();
  expect((await failed).error).toMatchObject({code: 'missing-parameter', option: 'clientId'});
});
