import {finishFlow, startFlow} from 'budgea-webview/flows';

/** Leaves for the webview. */
export function start(flow, options = {}) {
  return startFlow(flow, {
    baseUrl: 'http://localhost:4001',
    clientId: 17473055,
    redirectUri: `${location.origin}/callback`,
    language: 'en',
    code: askForCode,
    ...options,
  });
}

let arrival;

/** Returns how the flow ended. A received code is handed over once, even if a component renders again. */
export function arrive() {
  arrival ??= handOver(finishFlow());
  return arrival;
}

async function handOver(result) {
  if (result.kind !== 'success' || !result.code) return {result, saved: true};
  const saved = await post('/api/budgea/token', {code: result.code}).then(
    ({ok}) => ok,
    () => false,
  );
  return {result, saved};
}

async function askForCode() {
  const response = await post('/api/budgea/code', {});
  if (response.status === 204) return null; // no user yet: the webview creates one
  const {code} = await response.json();
  return code;
}

function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
}
