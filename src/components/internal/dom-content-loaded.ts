/**
 * Waits until the page's own module scripts have run, so that their listeners hear the first event.
 *
 * `readyState` alone does not tell: it is `interactive` both before and after them.
 */
export function whenParsed(): Promise<void> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState === 'complete' || (navigation?.domContentLoadedEventStart ?? 0) > 0)
    return Promise.resolve();
  return new Promise((resolve) => {
    const onReady = (): void => {
      resolve();
    };
    // of the window, where no element's name hides it
    addEventListener('DOMContentLoaded', onReady, {once: true});
    addEventListener('load', onReady, {once: true});
  });
}
