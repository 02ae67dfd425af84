/** @jsxImportSource react */
import {
  BudgeaCallback,
  BudgeaConnect,
  BudgeaConnection,
  BudgeaReconnect,
  BudgeaWebview,
} from 'budgea-webview/react';
import {Fragment, type ReactElement, StrictMode} from 'react';
import type {Values} from '../values.js';

const WAYS = ['plain', 'advised'] as const;

/** Every way to write the components. To write a property plainly is what is advised. */
export function Page({values}: {readonly values: Values}): ReactElement {
  const {onEvent} = values;
  return (
    <StrictMode>
      <BudgeaWebview domain="demo" clientId="9" redirectUri="/callback" tokenUrl="/nobody-takes-codes">
        <BudgeaConnect id="clientId-hyphenated" client-id={values.clientId} />
        <BudgeaConnect id="clientId-camel" clientId={values.clientId} />
        <BudgeaConnect id="clientId-lower" {...{clientid: values.clientId}} />
        <BudgeaConnect id="maxConnections-hyphenated" max-connections={values.maxConnections} />
        <BudgeaConnect id="maxConnections-camel" maxConnections={values.maxConnections} />
        <BudgeaConnect id="maxConnections-lower" {...{maxconnections: values.maxConnections}} />
        <BudgeaConnect id="connectorIds-hyphenated" connector-ids={values.connectorIds?.join()} />
        <BudgeaConnect id="connectorIds-camel" connectorIds={values.connectorIds} />
        <BudgeaConnect id="connectorIds-lower" {...{connectorids: values.connectorIds}} />
        <BudgeaReconnect
          id="resetCredentials-hyphenated"
          connectionId="7"
          code="c"
          reset-credentials={values.resetCredentials}
        />
        <BudgeaReconnect
          id="resetCredentials-camel"
          connectionId="7"
          code="c"
          resetCredentials={values.resetCredentials}
        />
        <BudgeaReconnect
          id="resetCredentials-lower"
          connectionId="7"
          code="c"
          {...{resetcredentials: values.resetCredentials}}
        />
        <BudgeaConnect id="disabled" disabled={values.disabled} />
        {WAYS.map((way) => (
          <Fragment key={way}>
            <BudgeaCallback id={`result-${way}`} onResult={onEvent} />
            <BudgeaCallback id={`done-${way}`} onDone={onEvent} />
            <BudgeaCallback id={`saveCode-${way}`} saveCode={values.saveCode} />
            <BudgeaConnect id={`context-${way}`} context={values.context} />
            <BudgeaConnect id={`code-${way}`} code={values.code} />
            <BudgeaConnect id={`fetch-${way}`} codeUrl="/frameworks/code" fetch={values.fetch} />
            <BudgeaConnect id={`texts-${way}`} texts={values.texts} />
            <BudgeaConnection
              id={`connection-${way}`}
              connectionId="7"
              code="c"
              connection={values.connection}
            />
            <BudgeaConnect id={`leave-${way}`} onLeave={onEvent} />
            <BudgeaConnect id={`error-${way}`} baseUrl="http://insecure.example" onError={onEvent} />
          </Fragment>
        ))}
      </BudgeaWebview>
    </StrictMode>
  );
}
