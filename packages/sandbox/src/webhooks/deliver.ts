import {own} from '../own.js';

/** Takes a webhook to its address, and returns what was answered. */
export type Deliver = (request: Request) => Response | Promise<Response>;

/** How one try to deliver a webhook ended: with a status, or without an answer. */
export interface TryResult {
  readonly status: number | null;
  readonly failure: 'timeout' | 'unreachable' | null;
}

/**
 * Tries once to deliver a webhook.
 *
 * It never throws: whatever happens at the receiver is a result.
 *
 * @param prepare returns the request, which stops by the signal.
 * @param timeout how long the receiver can take, in milliseconds.
 */
export async function tryToDeliver(
  deliver: Deliver,
  prepare: () => Promise<Request>,
  timeout: number,
): Promise<TryResult> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<TryResult>((resolve) => {
    timer = setTimeout(() => {
      resolve({status: null, failure: 'timeout'});
      controller.abort();
    }, timeout);
  });
  const send = async (): Promise<TryResult> => {
    const {status, body} = await deliver(new Request(await prepare(), own({signal: controller.signal})));
    // nobody reads it, and an open body keeps the connection busy
    void body?.cancel().catch(() => undefined);
    return {status, failure: null};
  };
  try {
    return await Promise.race([send(), tooLate]);
  } catch {
    return {status: null, failure: 'unreachable'};
  } finally {
    clearTimeout(timer);
  }
}
