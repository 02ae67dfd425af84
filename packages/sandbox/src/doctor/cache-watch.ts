import {type Finding, finding, problem} from './finding.js';
import {isAnswer, type Send} from './send.js';

/** Watches whether a cache may keep the answers. Each of them is for one user at one moment. */
export class CacheWatch {
  /** The routes whose answers may be kept. */
  readonly #kept = new Set<string>();

  /** Returns a sender that watches the answers. */
  watched(send: Send): Send {
    return async (request) => {
      const answer = await send(request);
      // no cache keeps the answer to another method by itself
      if (request.method === 'GET' && isAnswer(answer) && answer.status < 400) {
        const control = answer.headers.get('cache-control') ?? '';
        if (!/no-store/i.test(control)) this.#kept.add(`GET ${request.url.pathname}`);
      }
      return answer;
    };
  }

  /** Returns one finding for all routes. */
  findings(): readonly Finding[] {
    const routes = [...this.#kept].join(', ');
    const found = problem(
      'cacheable',
      `These answers have no cache-control: no-store: ${routes}. A proxy or a middleware replaces the header. Keep it: a cache may give one user's answer to another.`,
    );
    return [finding('no cache may keep the answers', routes === '' ? undefined : found)];
  }
}
