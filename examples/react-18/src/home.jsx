import {BudgeaConnect, BudgeaReconnect} from 'budgea-webview/react';
import {useEffect, useState} from 'react';

export function Home() {
  const connections = useConnections();
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

function useConnections() {
  const [connections, setConnections] = useState([]);
  useEffect(() => {
    fetch('/api/connections')
      .then((response) => response.json())
      .then(setConnections);
  }, []);
  return connections;
}
