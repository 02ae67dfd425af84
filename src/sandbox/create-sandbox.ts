import {answerApi} from './api/api.js';
import type {SandboxOptions} from './options.js';
import {homePage} from './pages/home-page.js';
import {pageResponse} from './responses.js';
import {Webview} from './webview/webview.js';
import {World} from './world.js';

/** An emulated service: a world of its own, reached with requests. */
export interface Sandbox {
  /** Answers a request as the service would. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Makes an emulated service: the webview's pages and the API that belongs to them, with everything in memory.
 *
 * It contacts no bank and knows no real account. It is as strict as the documentation, so that what it takes
 * may be trusted to be in order.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = new World(options);
  const webview = new Webview(world, {slowAnswer: options.slowAnswer ?? 5000});
  return {
    fetch: async (request) => {
      const url = new URL(request.url);
      if (url.pathname === '/' && request.method === 'GET') return pageResponse(homePage(url));
      return (await webview.answer(request, url)) ?? answerApi(request, url, world);
    },
  };
}
