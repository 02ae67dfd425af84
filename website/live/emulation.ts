import {withBase} from 'vitepress';
import {ADDRESSES} from './addresses.js';

/** The addresses of the emulation on this site. */
export const emulation = {
  service: (): string => location.origin + withBase(`/${ADDRESSES.service}`),
  api: (route: string): string => withBase(`/${ADDRESSES.api}/${route}`),
  callback: (): string => withBase(`/${ADDRESSES.callback}`),
};

let started: Promise<void> | undefined;

/**
 * Starts the emulated site in this browser, once per page, and waits until it answers this page.
 *
 * @throws if the browser has no service workers, or lets none run.
 */
export function startEmulation(): Promise<void> {
  return (started ??= start());
}

async function start(): Promise<void> {
  // missing if the address is not secure, or if site data is blocked
  const {serviceWorker} = navigator as {serviceWorker?: ServiceWorkerContainer};
  if (!serviceWorker) throw new Error('There are no service workers here.');
  await serviceWorker.register(withBase('/emulated-service.js'));
  const {active} = await serviceWorker.ready;
  if (serviceWorker.controller) return;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, {once: true});
  });
  active?.postMessage('claim');
  await controlled;
}
