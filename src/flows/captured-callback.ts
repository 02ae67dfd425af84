import {pageUrl} from '../service/addresses.js';
import {readCallback, withoutCallback} from '../service/callback.js';
import {openStore, readAttempt} from './attempts.js';

/** The address of an answer that was taken out of the address bar, and not finished yet. */
let captured: string | undefined;

/**
 * Keeps the page's address for `finishFlow`, and removes the answer from the address bar, if the answer is ours: its
 * attempt is in `localStorage`, pending, used or expired.
 *
 * It verifies nothing, so that the address is clean before a router reads it and before the owner is known. It throws
 * nothing, and does nothing outside a page.
 */
export function captureCallback(): void {
  const url = pageUrl();
  const state = url && stateOf(url);
  if (!url || !state) return;
  try {
    if (!readAttempt(openStore(), state)) return;
  } catch {
    // a storage that fails cannot prove anything
    return;
  }
  captured = url;
  cleanAddress(url);
}

/** Returns the address that was captured and not finished yet. */
export function capturedCallback(): string | undefined {
  return captured;
}

/** Sets the address that the next `finishFlow` reads, or removes it. */
export function keepCallback(url: string | undefined): void {
  captured = url;
}

/**
 * Removes an answer from the address bar, if it is there. The history entry keeps its place and the host's state.
 *
 * @param url the address of the answer. A router may have added something to the page's.
 * @returns whether it was removed.
 */
export function cleanAddress(url: string): boolean {
  const page = pageUrl();
  if (!page || stateOf(page) !== stateOf(url)) return false;
  try {
    history.replaceState(history.state, '', withoutCallback(page));
    return true;
  } catch {
    // a browser may limit or forbid changes of the address: the result matters more
    return false;
  }
}

/** Returns the state of an address, or `undefined` if it has none. */
function stateOf(url: string): string | undefined {
  const read = readCallback(url);
  return read.kind === 'callback' ? read.values.state : undefined;
}
