import {useEffect, useLayoutEffect, useRef} from 'react';

/**
 * Returns a ref for a custom element. React 18 only sets attributes; this adds properties and event listeners.
 *
 * `properties` is `{name: value}`, `listeners` is `{'event-type': handler}`.
 */
export function useElement({properties = {}, listeners = {}}) {
  const ref = useRef(null);
  const latest = useRef(listeners);
  useLayoutEffect(() => {
    latest.current = listeners;
    Object.assign(ref.current, properties);
  });
  const types = Object.keys(listeners).join(' ');
  useEffect(() => {
    const element = ref.current;
    const onEvent = (event) => latest.current[event.type]?.(event);
    const names = types.split(' ').filter(Boolean);
    for (const type of names) element.addEventListener(type, onEvent);
    return () => {
      for (const type of names) element.removeEventListener(type, onEvent);
    };
  }, [types]);
  return ref;
}
