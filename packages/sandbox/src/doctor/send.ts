import {own} from '../own.js';

/** A request as a browser would send it. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** An answer that arrived. Redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Whether the body is whole, and compressed as its header says. */
  readonly isReadable: boolean;
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly reason: 'timeout' | 'unknown-host' | 'certificate' | 'closed';
}

/** Sends one request. It never throws. */
export type Send = (request: Outgoing) => Promise<Answer | NoAnswer>;

/** Whether there is an answer. */
export function isAnswer(answer: Answer | NoAnswer): answer is Answer {
  return 'status' in answer;
}

/** Returns a sender that uses a `fetch`. It must leave the headers `Sec-Fetch-…` as they are. */
export function fetchSender(fetch: typeof globalThis.fetch, timeLimit: number): Send {
  return async ({url, method, headers, body}) => {
    const signal = AbortSignal.timeout(timeLimit);
    let response: Response;
    try {
      const sent = own({...headers});
      response = await fetch(
        url,
        own({method, headers: sent, redirect: 'manual' as const, signal, ...(body !== undefined && {body})}),
      );
    } catch {
      return {reason: signal.aborted ? 'timeout' : 'closed'};
    }
    const {status} = response;
    try {
      return {status, headers: response.headers, text: await response.text(), isReadable: true};
    } catch {
      return {status, headers: response.headers, text: '', isReadable: false};
    }
  };
}
