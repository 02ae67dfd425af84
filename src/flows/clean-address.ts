import {isCallbackParameter, pairName, queryRange} from './callback-parameters.js';

/** An address without the callback's parameters; everything else keeps its order and its spelling. */
export function withoutAnswer(url: string): string {
  const [start, end] = queryRange(url);
  if (start === end) return url;
  const rest = url
    .slice(start, end)
    .split('&')
    .filter((pair) => !isCallbackParameter(pairName(pair)))
    .join('&');
  return url.slice(0, rest ? start : start - 1) + rest + url.slice(end);
}

/** Takes the callback's parameters out of the address bar; the entry keeps its place and the host's state. */
export function cleanAddress(url: string): void {
  try {
    history.replaceState(history.state, '', withoutAnswer(url));
  } catch {
    // a browser may limit how often the address changes, or forbid it in a sandboxed frame: the result counts more
  }
}
