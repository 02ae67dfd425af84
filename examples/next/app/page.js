import {BudgeaConnect, BudgeaReconnect} from 'budgea-webview/react';
import {listConnections} from '../lib/connections.js';

export default async function Home() {
  const connections = await listConnections();
  return (
    <main>
      <h1>Your banks</h1>
      <ul>
        {connections.map(({id, bank}) => (
          <li key={id}>
            <BudgeaReconnect connectionId={id} context={{bank: bank.name}}>
              Reconnect {bank.name}
            </BudgeaReconnect>
          </li>
        ))}
      </ul>
      <BudgeaConnect />
    </main>
  );
}
