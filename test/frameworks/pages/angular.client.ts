import '@angular/compiler';
import {type ApplicationRef, Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import {expose} from '../page.js';
import type {Values} from '../values.js';

/** Every way to write the elements, as Angular takes it. */
const template = `
  <budgea-webview domain="demo" client-id="9" redirect-uri="/callback" token-url="/nobody-takes-codes">
    <budgea-connect id="clientId-hyphenated" [attr.client-id]="values().clientId"></budgea-connect>
    <budgea-connect id="clientId-camel" [clientId]="values().clientId"></budgea-connect>
    <budgea-connect id="clientId-lower" [attr.clientid]="values().clientId"></budgea-connect>
    <budgea-connect id="maxConnections-hyphenated" [attr.max-connections]="values().maxConnections"></budgea-connect>
    <budgea-connect id="maxConnections-camel" [maxConnections]="values().maxConnections"></budgea-connect>
    <budgea-connect id="maxConnections-lower" [attr.maxconnections]="values().maxConnections"></budgea-connect>
    <budgea-connect id="connectorIds-hyphenated" [attr.connector-ids]="values().connectorIds?.join()"></budgea-connect>
    <budgea-connect id="connectorIds-camel" [connectorIds]="values().connectorIds"></budgea-connect>
    <budgea-connect id="connectorIds-lower" [attr.connectorids]="values().connectorIds"></budgea-connect>
    <budgea-reconnect id="resetCredentials-hyphenated" connection-id="7" code="c" [attr.reset-credentials]="values().resetCredentials"></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-camel" connection-id="7" code="c" [resetCredentials]="values().resetCredentials"></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-lower" connection-id="7" code="c" [attr.resetcredentials]="values().resetCredentials"></budgea-reconnect>
    <budgea-connect id="disabled" [disabled]="values().disabled"></budgea-connect>
    <budgea-connect id="context-plain" [attr.context]="values().context"></budgea-connect>
    <budgea-connect id="code-plain" [attr.code]="values().code"></budgea-connect>
    <budgea-connect id="fetch-plain" code-url="/frameworks/code" [attr.fetch]="values().fetch"></budgea-connect>
    <budgea-connect id="leave-plain" (budgea-leave)="values().onEvent?.($event)"></budgea-connect>
    <budgea-connect id="error-plain" base-url="http://insecure.example" (budgea-error)="values().onEvent?.($event)"></budgea-connect>
    <budgea-callback id="result-plain" (budgea-result)="values().onEvent?.($event)"></budgea-callback>
    <budgea-connect id="context-advised" [context]="values().context"></budgea-connect>
    <budgea-connect id="code-advised" [code]="values().code"></budgea-connect>
    <budgea-connect id="fetch-advised" code-url="/frameworks/code" [fetch]="values().fetch"></budgea-connect>
    <budgea-connect id="leave-advised" (budgea-leave)="values().onEvent?.($event)"></budgea-connect>
    <budgea-connect id="error-advised" base-url="http://insecure.example" (budgea-error)="values().onEvent?.($event)"></budgea-connect>
    <budgea-callback id="result-advised" (budgea-result)="values().onEvent?.($event)"></budgea-callback>
    <budgea-callback id="saveCode-plain" [attr.saveCode]="values().saveCode"></budgea-callback>
    <budgea-callback id="done-plain" (budgea-done)="values().onEvent?.($event)"></budgea-callback>
    <budgea-connection id="connection-plain" connection-id="7" code="c" [attr.connection]="values().connection"></budgea-connection>
    <budgea-connect id="texts-plain" [attr.texts]="values().texts"></budgea-connect>
    <budgea-callback id="saveCode-advised" [saveCode]="values().saveCode"></budgea-callback>
    <budgea-callback id="done-advised" (budgea-done)="values().onEvent?.($event)"></budgea-callback>
    <budgea-connection id="connection-advised" connection-id="7" code="c" [connection]="values().connection"></budgea-connection>
    <budgea-connect id="texts-advised" [texts]="values().texts"></budgea-connect>
  </budgea-webview>
`;

expose(async (root, first) => {
  const values = signal<Values>(first);
  const Page = Component({selector: '#root', template, schemas: [CUSTOM_ELEMENTS_SCHEMA]})(
    class {
      readonly values = values;
    },
  ) as new () => object;
  const app: ApplicationRef = await bootstrapApplication(Page);
  return {
    update: async (next) => {
      values.set(next);
      await app.whenStable();
    },
    remove: () => {
      app.destroy();
      root.remove();
    },
  };
});
