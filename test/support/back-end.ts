/** What the page asked for, and the answers it gets in its turn. */
export class FakeBackEnd {
  readonly requests: {readonly url: string; readonly init: RequestInit}[] = [];
  readonly #fetch = globalThis.fetch;

  /** Answers every request from here on. */
  answer(response: (init: RequestInit) => Response | Promise<Response>): void {
    globalThis.fetch = (url, init = {}) => {
      this.requests.push({url: url instanceof Request ? url.url : url.toString(), init});
      return Promise.resolve(response(init));
    };
  }

  /** Leaves every request without an answer from here on, until it is given up. */
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
