/** @jsxImportSource react */
import 'budgea-webview/types/react';
import {createElement, type ReactElement, useLayoutEffect, useRef} from 'react';
import type {Values} from '../values.js';

/** Every way to write the elements, as React takes it. */
export function Page({values}: {readonly values: Values}): ReactElement {
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
      <Advised tag="budgea-connect" id="context-advised" properties={{context: values.context}} />
      <Advised tag="budgea-connect" id="code-advised" properties={{code: values.code}} />
      <Advised
        tag="budgea-connect"
        id="fetch-advised"
        code-url="/frameworks/code"
        properties={{fetch: values.fetch}}
      />
      <Advised tag="budgea-connect" id="leave-advised" listeners={{'budgea-leave': values.onEvent}} />
      <Advised
        tag="budgea-connect"
        id="error-advised"
        base-url="http://insecure.example"
        listeners={{'budgea-error': values.onEvent}}
      />
      <Advised tag="budgea-callback" id="result-advised" listeners={{'budgea-result': values.onEvent}} />
      <budgea-callback id="saveCode-plain" saveCode={values.saveCode} />
      <budgea-callback id="done-plain" onbudgea-done={values.onEvent} />
      <budgea-connection id="connection-plain" connection-id="7" code="c" connection={values.connection} />
      <budgea-connect id="texts-plain" texts={values.texts} />
      <Advised tag="budgea-callback" id="saveCode-advised" properties={{saveCode: values.saveCode}} />
      <Advised
        tag="budgea-connection"
        id="connection-advised"
        connection-id="7"
        code="c"
        properties={{connection: values.connection}}
      />
      <Advised tag="budgea-connect" id="texts-advised" properties={{texts: values.texts}} />
      <Advised tag="budgea-callback" id="done-advised" listeners={{'budgea-done': values.onEvent}} />
    </budgea-webview>
  );
}

interface AdvisedProps {
  readonly tag: 'budgea-connect' | 'budgea-callback' | 'budgea-connection';
  readonly id: string;
  readonly 'connection-id'?: string;
  readonly code?: string;
  readonly properties?: object;
  readonly listeners?: Readonly<Record<string, ((event: Event) => void) | undefined>>;
}

/** Sets properties and listeners after React has rendered or hydrated. */
function Advised({tag, properties, listeners = {}, ...attributes}: AdvisedProps): ReactElement {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    Object.assign(element, properties);
    const controller = new AbortController();
    for (const [type, listener] of Object.entries(listeners)) {
      if (listener) element.addEventListener(type, listener, controller);
    }
    return () => {
      controller.abort();
    };
  });
  return createElement(tag, {...attributes, ref});
}
