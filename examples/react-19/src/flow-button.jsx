import {useState, useTransition} from 'react';
import {start} from './budgea.js';

export function FlowButton({flow, options, children}) {
  const [failed, setFailed] = useState(false);
  const [isPending, startTransition] = useTransition();
  const onClick = () => {
    setFailed(false);
    startTransition(() => start(flow, options).catch(() => setFailed(true)));
  };
  return (
    <>
      <button type="button" disabled={isPending} onClick={onClick}>
        {children}
      </button>
      {failed && <p role="alert">That did not work. Please try again.</p>}
    </>
  );
}
