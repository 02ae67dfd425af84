import {queryPairs, withQuery} from '../service/callback-parameters.js';

/** An address without the callback's parameters; everything else keeps its order and its spelling. */
export function withoutAnswer(url: string): string {
  const pairs = queryPairs(url);
  const kept = pairs.filter(({name}) => !name);
  if (kept.length === pairs.length) return url;
  return withQuery(url, kept.map(({text}) => text).join('&'));
}

/** Takes the callback's parameters out of the address bar; the entry keeps its place and the host's state. */
export function cleanAddress(url: string): void {
  const cleaned = withoutAnswer(url);
  if (cleaned === url) return;
  try {
    history.replaceState(history.state, '', cleaned);
  } catch {
    // a browser may limit how often the address changes, or forbid it in a sandboxed frame: the result counts more
  }
}
