import {expose} from '../page.js';
import type {Values} from '../values.js';

/** The elements as a server or a person writes them, with the attributes that never change. */
const MARKUP = `
  <budgea-webview domain="demo" client-id="9" redirect-uri="/callback" token-url="/nobody-takes-codes">
    <budgea-connect id="clientId-hyphenated"></budgea-connect>
    <budgea-connect id="clientId-camel"></budgea-connect>
    <budgea-connect id="clientId-lower"></budgea-connect>
    <budgea-connect id="maxConnections-hyphenated"></budgea-connect>
    <budgea-connect id="maxConnections-camel"></budgea-connect>
    <budgea-connect id="maxConnections-lower"></budgea-connect>
    <budgea-connect id="connectorIds-hyphenated"></budgea-connect>
    <budgea-connect id="connectorIds-camel"></budgea-connect>
    <budgea-connect id="connectorIds-lower"></budgea-connect>
    <budgea-reconnect id="resetCredentials-hyphenated" connection-id="7" code="c"></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-camel" connection-id="7" code="c"></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-lower" connection-id="7" code="c"></budgea-reconnect>
    <budgea-connect id="disabled"></budgea-connect>
    <budgea-connect id="context-plain"></budgea-connect>
    <budgea-connect id="code-plain"></budgea-connect>
    <budgea-connect id="fetch-plain" code-url="/frameworks/code"></budgea-connect>
    <budgea-connect id="leave-plain"></budgea-connect>
    <budgea-connect id="error-plain" base-url="http://insecure.example"></budgea-connect>
    <budgea-callback id="result-plain"></budgea-callback>
    <budgea-connect id="context-advised"></budgea-connect>
    <budgea-connect id="code-advised"></budgea-connect>
    <budgea-connect id="fetch-advised" code-url="/frameworks/code"></budgea-connect>
    <budgea-connect id="leave-advised"></budgea-connect>
    <budgea-connect id="error-advised" base-url="http://insecure.example"></budgea-connect>
    <budgea-callback id="result-advised"></budgea-callback>
    <budgea-callback id="saveCode-plain"></budgea-callback>
    <budgea-callback id="done-plain"></budgea-callback>
    <budgea-connection id="connection-plain" connection-id="7" code="c"></budgea-connection>
    <budgea-connect id="texts-plain"></budgea-connect>
    <budgea-callback id="saveCode-advised"></budgea-callback>
    <budgea-callback id="done-advised"></budgea-callback>
    <budgea-connection id="connection-advised" connection-id="7" code="c"></budgea-connection>
    <budgea-connect id="texts-advised"></budgea-connect>
  </budgea-webview>
`;

const SETTINGS = ['clientId', 'maxConnections', 'connectorIds', 'resetCredentials'] as const;

const hyphenated = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function setAttribute(id: string, name: string, value: unknown): void {
  const element = document.getElementById(id);
  if (value === undefined) element?.removeAttribute(name);
  else element?.setAttribute(name, String(value));
}

function setProperty(id: string, name: string, value: unknown): void {
  Object.assign(document.getElementById(id) as HTMLElement, {[name]: value});
}

/** Writes the values as a page's script does: by `setAttribute`, and by properties. */
function write(values: Values): void {
  for (const name of SETTINGS) {
    setAttribute(`${name}-hyphenated`, hyphenated(name), values[name]);
    setAttribute(`${name}-lower`, name, values[name]);
    setProperty(`${name}-camel`, name, values[name]);
  }
  setAttribute('disabled', 'disabled', values.disabled);
  for (const name of ['context', 'code', 'fetch', 'saveCode', 'connection', 'texts'] as const) {
    setAttribute(`${name}-plain`, name, values[name]);
    setProperty(`${name}-advised`, name, values[name]);
  }
}

function listen({onEvent}: Values, signal: AbortSignal): void {
  if (!onEvent) return;
  for (const type of ['leave', 'error', 'result', 'done']) {
    for (const way of ['plain', 'advised']) {
      document.getElementById(`${type}-${way}`)?.addEventListener(`budgea-${type}`, onEvent, {signal});
    }
  }
}

expose((root, first) => {
  root.innerHTML = MARKUP;
  let controller = new AbortController();
  write(first);
  listen(first, controller.signal);
  return {
    update: (values) => {
      controller.abort();
      controller = new AbortController();
      write(values);
      listen(values, controller.signal);
    },
    remove: () => {
      root.replaceChildren();
    },
  };
});
