import {createElement, StrictMode, useEffect, useState} from 'react';
import {createRoot} from 'react-dom/client';
import '../../../../src/define.js';
import type {BudgeaCallbackElement} from '../../../../src/index.js';
import {finishFlow, type FlowResult, startFlow} from '../../../../src/flows/index.js';

/** Every result that a render or an effect was given: StrictMode runs both twice. */
const seen: FlowResult[] = [];

function App(): ReturnType<typeof createElement> {
  const [result] = useState(() => finishFlow());
  seen.push(result);
  useEffect(() => {
    seen.push(finishFlow());
  }, []);
  const onClick = (): void => {
    void startFlow('connect', {
      baseUrl: 'http://localhost:4011',
      clientId: 17473055,
      redirectUri: 'http://localhost:4010/react/',
    });
  };
  return createElement(
    'main',
    null,
    createElement('button', {onClick}, 'Connect'),
    createElement('output', null, result.kind),
    createElement('budgea-callback', {ref: takeCode}),
  );
}

/** Takes the code that the webview returns, as a host does. */
function takeCode(callback: BudgeaCallbackElement | null): void {
  if (callback) callback.saveCode = () => undefined;
}

Object.assign(window, {seen});
createRoot(document.querySelector('#root') as HTMLElement).render(
  createElement(StrictMode, null, createElement(App)),
);
