/** @jsxImportSource solid-js */
import 'budgea-webview/types/solid';
import type {JSX} from 'solid-js';
import type {Values} from '../values.js';

/** Every way to write the elements, as Solid takes it. */
export function Page(props: {readonly values: Values}): JSX.Element {
  return (
    <budgea-webview domain="demo" client-id="9" redirect-uri="/callback" token-url="/nobody-takes-codes">
      <budgea-connect id="clientId-hyphenated" client-id={props.values.clientId} />
      <budgea-connect id="clientId-camel" clientId={props.values.clientId} />
      <budgea-connect id="clientId-lower" {...{clientid: props.values.clientId}} />
      <budgea-connect id="maxConnections-hyphenated" max-connections={props.values.maxConnections} />
      <budgea-connect id="maxConnections-camel" maxConnections={props.values.maxConnections} />
      <budgea-connect id="maxConnections-lower" {...{maxconnections: props.values.maxConnections}} />
      <budgea-connect id="connectorIds-hyphenated" connector-ids={props.values.connectorIds} />
      <budgea-connect id="connectorIds-camel" connectorIds={props.values.connectorIds} />
      <budgea-connect id="connectorIds-lower" {...{connectorids: props.values.connectorIds}} />
      <budgea-reconnect
        id="resetCredentials-hyphenated"
        connection-id="7"
        code="c"
        reset-credentials={props.values.resetCredentials}
      />
      <budgea-reconnect
        id="resetCredentials-camel"
        connection-id="7"
        code="c"
        resetCredentials={props.values.resetCredentials}
      />
      <budgea-reconnect
        id="resetCredentials-lower"
        connection-id="7"
        code="c"
        {...{resetcredentials: props.values.resetCredentials}}
      />
      <budgea-connect id="disabled" disabled={props.values.disabled} />
      <budgea-connect id="context-plain" context={props.values.context} />
      <budgea-connect id="code-plain" code={props.values.code} />
      <budgea-connect id="fetch-plain" code-url="/frameworks/code" fetch={props.values.fetch} />
      <budgea-connect id="leave-plain" on:budgea-leave={props.values.onEvent} />
      <budgea-connect
        id="error-plain"
        base-url="http://insecure.example"
        on:budgea-error={props.values.onEvent}
      />
      <budgea-callback id="result-plain" on:budgea-result={props.values.onEvent} />
      <budgea-connect id="context-advised" prop:context={props.values.context} />
      <budgea-connect id="code-advised" prop:code={props.values.code} />
      <budgea-connect id="fetch-advised" code-url="/frameworks/code" prop:fetch={props.values.fetch} />
      <budgea-connect id="leave-advised" on:budgea-leave={(event) => props.values.onEvent?.(event)} />
      <budgea-connect
        id="error-advised"
        base-url="http://insecure.example"
        on:budgea-error={(event) => props.values.onEvent?.(event)}
      />
      <budgea-callback id="result-advised" on:budgea-result={(event) => props.values.onEvent?.(event)} />
      <budgea-callback id="saveCode-plain" saveCode={props.values.saveCode} />
      <budgea-callback id="done-plain" on:budgea-done={props.values.onEvent} />
      <budgea-connection
        id="connection-plain"
        connection-id="7"
        code="c"
        connection={props.values.connection}
      />
      <budgea-connect id="texts-plain" texts={props.values.texts} />
      <budgea-callback id="saveCode-advised" prop:saveCode={props.values.saveCode} />
      <budgea-callback id="done-advised" on:budgea-done={(event) => props.values.onEvent?.(event)} />
      <budgea-connection
        id="connection-advised"
        connection-id="7"
        code="c"
        prop:connection={props.values.connection}
      />
      <budgea-connect id="texts-advised" prop:texts={props.values.texts} />
    </budgea-webview>
  );
}
