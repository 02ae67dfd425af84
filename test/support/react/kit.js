import {createElement as h, StrictMode} from 'react';
import {BudgeaCallback, BudgeaConnect, BudgeaConnection, BudgeaWebview} from 'budgea-webview/react';

/** What the views are told: all that a test can see of listeners and refs. */
export const told = [];

const stay = (name) => (event) => {
  event.preventDefault();
  told.push(`${name}: ${event.url}`);
};

const settings = {domain: 'demo', clientId: 1, redirectUri: '/callback'};

/** What is rendered on the server, in the browser, or on both. */
export const views = {
  page: () =>
    h(
      BudgeaWebview,
      {...settings, className: 'settings'},
      h(BudgeaConnect, {
        id: 'bank',
        'aria-label': 'Bank',
        'aria-hidden': false,
        connectorIds: [3, '59'],
        connectorFields: {uuid: {login: 'me'}},
        maxConnections: 2,
        context: {step: 1},
        code: () => 'from a function',
        onLeave: stay('page'),
      }),
      h(BudgeaConnection, {connectionId: 46, connection: {error: 'wrongpass'}, hidden: true}),
    ),
  strict: () => h(StrictMode, {}, views.page()),
  plain: () => h(BudgeaConnect, {...settings, connectorIds: [3], lang: 'en', onLeave: stay('plain')}),
  disabled: () => h(BudgeaConnect, {...settings, disabled: true, hidden: true, onLeave: stay('disabled')}),
  enabled: () => h(BudgeaConnect, {...settings, disabled: false, hidden: false, onLeave: stay('enabled')}),
  bare: () => h(BudgeaConnect, {domain: 'demo', clientId: 1}),
  secret: () => h(BudgeaConnect, {...settings, code: 'a temporary code', onLeave: stay('secret')}),
  failing: () =>
    h(BudgeaConnect, {
      domain: 'demo',
      onError: (event) => {
        event.preventDefault();
        told.push(event.error.code);
      },
    }),
  callback: () =>
    h(BudgeaCallback, {
      onResult: (event) => {
        event.preventDefault();
        told.push(event.result.kind);
      },
    }),
  ref: () =>
    h(BudgeaConnect, {
      ref: (element) => {
        told.push(element ? element.localName : 'none');
      },
    }),
};
