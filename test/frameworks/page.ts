import {calls, type Step, type Values, valuesOf} from './values.js';

/** A page that a framework keeps up to date. */
interface Mounted {
  update(values: Values): unknown;
  remove(): unknown;
}

/** Renders a page into an element. If a server has rendered it there, the framework hydrates it. */
export type Mount = (root: HTMLElement, values: Values, isRendered: boolean) => Mounted | Promise<Mounted>;

/** What the tests use of a page. */
export interface FrameworkPage {
  readonly calls: readonly string[];
  /** Registers the elements. */
  define(): Promise<unknown>;
  start(): Promise<void>;
  update(step: Step): Promise<void>;
  remove(): Promise<void>;
}

declare global {
  interface Window {
    framework: FrameworkPage;
  }
}

const DEFINITIONS = '/frameworks/define.js';

/** Makes a framework's page available to the tests. */
export function expose(mount: Mount): void {
  let mounted: Mounted | undefined;
  window.framework = {
    calls,
    define: () => import(DEFINITIONS) as Promise<unknown>,
    async start() {
      const root = document.getElementById('root') as HTMLElement;
      mounted = await mount(root, valuesOf('first'), root.hasChildNodes());
    },
    async update(step) {
      await mounted?.update(valuesOf(step));
    },
    async remove() {
      await mounted?.remove();
    },
  };
}
