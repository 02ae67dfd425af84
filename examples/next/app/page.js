import {listConnections} from '../lib/connections.js';

export default async function Home() {
  const connections = await listConnections();
  return (
    <main>
      <h1>Your banks</h1>
      <ul>
        {connections.map(({id, bank}) => (
          <li key={id}>
            <budgea-reconnect connection-id={id}>Reconnect {bank.name}</budgea-reconnect>
          </li>
        ))}
      </ul>
      <budgea-connect />
    </main>
  );
}
