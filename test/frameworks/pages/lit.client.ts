import {html, nothing, render, type TemplateResult} from 'lit';
import {expose} from '../page.js';
import type {Values} from '../values.js';

/** Every way to write the elements, as Lit takes it. */
const page = (values: Values): TemplateResult => html`
  <budgea-webview domain="demo" client-id="9" redirect-uri="/callback" token-url="/nobody-takes-codes">
    <budgea-connect id="clientId-hyphenated" client-id=${values.clientId ?? nothing}></budgea-connect>
    <budgea-connect id="clientId-camel" .clientId=${values.clientId}></budgea-connect>
    <budgea-connect id="clientId-lower" clientid=${values.clientId ?? nothing}></budgea-connect>
    <budgea-connect id="maxConnections-hyphenated" max-connections=${values.maxConnections ?? nothing}></budgea-connect>
    <budgea-connect id="maxConnections-camel" .maxConnections=${values.maxConnections}></budgea-connect>
    <budgea-connect id="maxConnections-lower" maxconnections=${values.maxConnections ?? nothing}></budgea-connect>
    <budgea-connect id="connectorIds-hyphenated" connector-ids=${values.connectorIds?.join() ?? nothing}></budgea-connect>
    <budgea-connect id="connectorIds-camel" .connectorIds=${values.connectorIds}></budgea-connect>
    <budgea-connect id="connectorIds-lower" connectorids=${values.connectorIds ?? nothing}></budgea-connect>
    <budgea-reconnect id="resetCredentials-hyphenated" connection-id="7" code="c" reset-credentials=${values.resetCredentials ?? nothing}></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-camel" connection-id="7" code="c" .resetCredentials=${values.resetCredentials}></budgea-reconnect>
    <budgea-reconnect id="resetCredentials-lower" connection-id="7" code="c" resetcredentials=${values.resetCredentials ?? nothing}></budgea-reconnect>
    <budgea-connect id="disabled" ?disabled=${values.disabled}></budgea-connect>
    <budgea-connect id="context-plain" context=${values.context ?? nothing}></budgea-connect>
    <budgea-connect id="code-plain" code=${values.code ?? nothing}></budgea-connect>
    <budgea-connect id="fetch-plain" code-url="/frameworks/code" fetch=${values.fetch ?? nothing}></budgea-connect>
    <budgea-connect id="leave-plain" @budgea-leave=${values.onEvent}></budgea-connect>
    <budgea-connect id="error-plain" base-url="http://insecure.example" @budgea-error=${values.onEvent}></budgea-connect>
    <budgea-callback id="result-plain" @budgea-result=${values.onEvent}></budgea-callback>
    <budgea-connect id="context-advised" .context=${values.context}></budgea-connect>
    <budgea-connect id="code-advised" .code=${values.code}></budgea-connect>
    <budgea-connect id="fetch-advised" code-url="/frameworks/code" .fetch=${values.fetch}></budgea-connect>
    <budgea-connect id="leave-advised" @budgea-leave=${values.onEvent}></budgea-connect>
    <budgea-connect id="error-advised" base-url="http://insecure.example" @budgea-error=${values.onEvent}></budgea-connect>
    <budgea-callback id="result-advised" @budgea-result=${values.onEvent}></budgea-callback>
    <budgea-callback id="saveCode-plain" saveCode=${values.saveCode ?? nothing}></budgea-callback>
    <budgea-callback id="done-plain" @budgea-done=${values.onEvent}></budgea-callback>
    <budgea-connection id="connection-plain" connection-id="7" code="c" connection=${values.connection ?? nothing}></budgea-connection>
    <budgea-connect id="texts-plain" texts=${values.texts ?? nothing}></budgea-connect>
    <budgea-callback id="saveCode-advised" .saveCode=${values.saveCode}></budgea-callback>
    <budgea-callback id="done-advised" @budgea-done=${values.onEvent}></budgea-callback>
    <budgea-connection id="connection-advised" connection-id="7" code="c" .connection=${values.connection}></budgea-connection>
    <budgea-connect id="texts-advised" .texts=${values.texts}></budgea-connect>
  </budgea-webview>
`;

expose((root, first) => {
  render(page(first), root);
  return {
    update: (values) => {
      render(page(values), root);
    },
    remove: () => {
      render(nothing, root);
    },
  };
});
