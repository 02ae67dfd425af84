/** A back end in place of `fetch`: records requests, and answers them. */
export class FakeBackEnd {
  readonly requests: {readonly url: string; readonly init: RequestInit}[] = [];
  readonly #fetch = globalThis.fetch;

  /** Answers every request from now on. */
  answer(response: (init: RequestInit) => Response | Promise<Response>): void {
    globalThis.fetch = (url, init = {}) => {
      this.requests.push({url: url instanceof Request ? url.url : url.toString(), init});
      return Promise.resolve(response(init));
    };
  }

  /** Answers no request from now on, until it is aborted. */
  hang(): void {
    this.answer(
      ({signal}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new DOMException('', 'AbortError'));
          });
        }),
    );
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }
}
