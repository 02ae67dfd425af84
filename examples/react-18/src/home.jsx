import {useEffect, useState} from 'react';
import {useElement} from './use-element.js';

export function Home() {
  const connections = useConnections();
  return (
    <>
      <h1>Your banks</h1>
      <ul>
        {connections.map(({id, bank}) => (
          <li key={id}>
            <Reconnect id={id} bank={bank} />
          </li>
        ))}
      </ul>
      <budgea-connect></budgea-connect>
    </>
  );
}

function Reconnect({id, bank}) {
  const ref = useElement({properties: {context: {bank}}});
  return (
    <budgea-reconnect ref={ref} connection-id={id}>
      Reconnect {bank}
    </budgea-reconnect>
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
