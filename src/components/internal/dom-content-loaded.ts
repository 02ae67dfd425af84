/** How long an app may take after the page has loaded, in ms. */
const TIME_TO_START = 1000;

/**
 * Waits until the page's own module scripts have run, so that their listeners get the first event.
 *
 * `readyState` does not tell: it is `interactive` both before and after them.
 */
export function domContentLoaded(): Promise<void> {
  // jsdom has no entries
  if (document.readyState === 'complete') return Promise.resolve();
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if ((navigation?.domContentLoadedEventStart ?? 0) > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const onReady = (): void => {
      resolve();
    };
    // on the window, because an element's name cannot hide its methods
    addEventListener('DOMContentLoaded', onReady);
    addEventListener('load', onReady);
  });
}

/** Waits until the page has loaded and its first frame is painted, so that an app in it has had time to start. */
export async function pageReady(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => {
      addEventListener('load', resolve);
    });
  }
  await new Promise(requestAnimationFrame);
}

/** Waits a moment longer than `pageReady`, before what an app has not done by then is called a mistake. */
export async function appReady(): Promise<void> {
  await pageReady();
  await new Promise((resolve) => setTimeout(resolve, TIME_TO_START));
}
