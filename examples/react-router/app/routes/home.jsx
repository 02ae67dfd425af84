import {BudgeaConnect, BudgeaReconnect} from 'budgea-webview/react';
import {data} from 'react-router';
import {connectionsOf} from '../budgea.server.js';
import {sessionOf, signIn} from '../session.server.js';

export async function loader({request}) {
  const session = await sessionOf(request);
  return session ? data(await connectionsOf(session)) : data([], {headers: {'set-cookie': await signIn()}});
}

export default function Home({loaderData: connections}) {
  return (
    <>
      <h1>Your banks</h1>
      <ul>
        {connections.map(({id, bank}) => (
          <li key={id}>
            <BudgeaReconnect connectionId={id} context={{bank}}>
              Reconnect {bank}
            </BudgeaReconnect>
          </li>
        ))}
      </ul>
      <BudgeaConnect />
    </>
  );
}
