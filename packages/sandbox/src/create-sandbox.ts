import {answerApi, API_ROUTES} from './api/api.js';
import {Quota} from './api/quota.js';
import {isAsset} from './assets/assets.js';
import {Clock} from './clock.js';
import type {SandboxControl} from './control/control.js';
import {Journal} from './control/journal.js';
import {type Controlled, METHODS} from './control/methods.js';
import {answerControl, CONTROL_PATH, CONTROL_ROUTES} from './control/routes.js';
import {checkedOptions} from './option-checks.js';
import type {SandboxOptions} from './options.js';
import {homePage} from './pages/home-page.js';
import {tooLarge, withBody} from './request-body.js';
import {pageResponse, secured} from './responses.js';
import type {FlowEnding} from './webview/ending.js';
import {Sender} from './webhooks/sender.js';
import {Webhooks} from './webhooks/webhooks.js';
import {Webview} from './webview/webview.js';
import {World} from './world/world.js';

/** An emulated service. It answers requests, and tests control it by its methods. */
export interface Sandbox extends SandboxControl {
  /** Answers a request as the service would. It needs no other part of the object, so it can be passed on. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Creates an emulated service: the pages of the webview and the API beside them, with everything in memory.
 *
 * It contacts no bank and knows no real account. It is as strict as the documentation, so a request that works
 * here is likely to work there. It runs in Node, in a browser and in a service worker.
 *
 * @throws {SandboxError} if an option is not valid.
 *
 * @example
 * ```ts
 * import {createSandbox} from 'budgea-sandbox';
 *
 * const sandbox = createSandbox();
 * const {token} = sandbox.addUser({connections: [{connectorId: 3}]});
 * const response = await sandbox.fetch(
 *   new Request('http://localhost/2.0/users/me/connections', {headers: {authorization: `Bearer ${token}`}}),
 * );
 * console.log(await response.json());
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const checked = checkedOptions(options, 'options');
  const begin = (): Controlled & {readonly webview: Webview; readonly quota: Quota | undefined} => {
    const world = new World(checked, new Clock(checked.now ?? Date.now));
    const endings: FlowEnding[] = [];
    const webhooks = new Webhooks(checked.webhooks ?? []);
    const {deliver = (request: Request) => fetch(request), webhookTimeout: timeout = 10_000} = checked;
    const sender = new Sender({world, webhooks, deliver, timeout});
    const webview = new Webview(world, {slowAnswer: checked.slowAnswer ?? 5000, endings});
    return {
      world,
      endings,
      webview,
      webhooks,
      sender,
      catchUp: () => {
        world.catchUp();
        sender.addChanges(world.takeChanges());
        sender.start();
      },
      quota: checked.callsPerMinute === undefined ? undefined : new Quota(checked.callsPerMinute),
      journal: new Journal(),
      reset: () => {
        sender.stop();
        current = begin();
      },
    };
  };
  let current = begin();

  return {
    ...(Object.fromEntries(
      Object.entries(METHODS).map(([name, run]) => [name, (argument?: unknown) => run(current, argument)]),
    ) as unknown as SandboxControl),
    fetch: async (sent) => {
      const request = await withBody(sent);
      return request ? secured(await answer(request)) : tooLarge();
    },
  };

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname.startsWith(CONTROL_PATH)) return answerControl(request, url, current);
    const {world, webview, webhooks, quota, journal, catchUp} = current;
    catchUp();
    const recordStatus = isAsset(url) ? undefined : journal.record(request, url, world.clock.now());
    const response =
      url.pathname === '/' && request.method === 'GET'
        ? pageResponse(homePage(url, {api: API_ROUTES, control: CONTROL_ROUTES}))
        : ((await webview.answer(request, url)) ?? (await answerApi(request, url, {world, webhooks, quota})));
    catchUp();
    recordStatus?.(response.status);
    return response;
  }
}
