/** @jsxImportSource preact */
import 'budgea-webview/types/preact';
import type {VNode} from 'preact';
import type {Values} from '../values.js';

/** Sets properties, whether the element is defined or not. */
function set(element: Element | null, properties: object): void {
  if (element) Object.assign(element, properties);
}

/** Every way to write the elements, as Preact takes it. */
export function Page({values}: {readonly values: Values}): VNode {
  return (
    <budgea-webview domain="demo" client-id="9" redirect-uri="/callback" token-url="/nobody-takes-codes">
      <budgea-connect id="clientId-hyphenated" client-id={values.clientId} />
      <budgea-connect id="clientId-camel" clientId={values.clientId} />
      <budgea-connect id="clientId-lower" {...{clientid: values.clientId}} />
      <budgea-connect id="maxConnections-hyphenated" max-connections={values.maxConnections} />
      <budgea-connect id="maxConnections-camel" maxConnections={values.maxConnections} />
      <budgea-connect id="maxConnections-lower" {...{maxconnections: values.maxConnections}} />
      <budgea-connect id="connectorIds-hyphenated" connector-ids={values.connectorIds?.join()} />
      <budgea-connect id="connectorIds-camel" connectorIds={values.connectorIds} />
      <budgea-connect id="connectorIds-lower" {...{connectorids: values.connectorIds}} />
      <budgea-reconnect
        id="resetCredentials-hyphenated"
        connection-id="7"
        code="c"
        reset-credentials={values.resetCredentials}
      />
      <budgea-reconnect
        id="resetCredentials-camel"
        connection-id="7"
        code="c"
        resetCredentials={values.resetCredentials}
      />
      <budgea-reconnect
        id="resetCredentials-lower"
        connection-id="7"
        code="c"
        {...{resetcredentials: values.resetCredentials}}
      />
      <budgea-connect id="disabled" disabled={values.disabled} />
      <budgea-connect id="context-plain" context={values.context} />
      <budgea-connect id="code-plain" code={values.code} />
      <budgea-connect id="fetch-plain" code-url="/frameworks/code" fetch={values.fetch} />
      <budgea-connect id="leave-plain" onbudgea-leave={values.onEvent} />
      <budgea-connect id="error-plain" base-url="http://insecure.example" onbudgea-error={values.onEvent} />
      <budgea-callback id="result-plain" onbudgea-result={values.onEvent} />
      <budgea-connect id="context-advised" ref={(element) => set(element, {context: values.context})} />
      <budgea-connect id="code-advised" ref={(element) => set(element, {code: values.code})} />
      <budgea-connect
        id="fetch-advised"
        code-url="/frameworks/code"
        ref={(element) => set(element, {fetch: values.fetch})}
      />
      <budgea-connect id="leave-advised" onbudgea-leave={values.onEvent} />
      <budgea-connect id="error-advised" base-url="http://insecure.example" onbudgea-error={values.onEvent} />
      <budgea-callback id="result-advised" onbudgea-result={values.onEvent} />
      <budgea-callback id="saveCode-plain" saveCode={values.saveCode} />
      <budgea-callback id="done-plain" onbudgea-done={values.onEvent} />
      <budgea-connection id="connection-plain" connection-id="7" code="c" connection={values.connection} />
      <budgea-connect id="texts-plain" texts={values.texts} />
      <budgea-callback id="saveCode-advised" ref={(element) => set(element, {saveCode: values.saveCode})} />
      <budgea-callback id="done-advised" onbudgea-done={values.onEvent} />
      <budgea-connection
        id="connection-advised"
        connection-id="7"
        code="c"
        ref={(element) => set(element, {connection: values.connection})}
      />
      <budgea-connect id="texts-advised" ref={(element) => set(element, {texts: values.texts})} />
    </budgea-webview>
  );
}
