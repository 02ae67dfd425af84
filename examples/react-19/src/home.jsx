import {useEffect, useState} from 'react';
import {FlowButton} from './flow-button.jsx';

export function Home() {
  const connections = useConnections();
  return (
    <>
      <h1>Your banks</h1>
      <ul>
        {connections.map(({id, bank}) => (
          <li key={id}>
            <FlowButton flow="reconnect" options={{connectionId: id, context: {bank}}}>
              Reconnect {bank}
            </FlowButton>
          </li>
        ))}
      </ul>
      <FlowButton flow="connect">Connect a bank</FlowButton>
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
