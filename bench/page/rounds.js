// The rounds of a page. Each subject has its own frame with its own registry, which is removed after the measurement.
import {measure} from '../harness/rounds.js';

const COUNTS = [1, 100, 1000];

async function frameOf(source) {
  const element = document.createElement('iframe');
  element.width = '800';
  element.height = '600';
  element.src = source;
  const loaded = new Promise((resolve) => element.addEventListener('load', resolve, {once: true}));
  document.body.append(element);
  await loaded;
  return element;
}

/** Measures the registration and the first render of some buttons of each kind. */
globalThis.measureRenders = (kinds, options) =>
  measureInFrames(
    kinds.flatMap(({name, source}) => COUNTS.map((count) => ({name: `${name}, ${count}`, source, count}))),
    ({contentWindow}, {count}) => contentWindow.renderTime(count),
    options,
  );

/** Measures how long each script takes to compile and run, as text of the page: without network and cache. */
globalThis.measureScripts = (scripts, options) => {
  let unique = 0;
  return measureInFrames(
    scripts.map(({name, text}) => ({name, source: '/empty', text})),
    ({contentDocument}, {text}) => {
      const script = contentDocument.createElement('script');
      // another text each time, because the browser caches compiled code
      script.textContent = `${text}\n//${unique++}`;
      globalThis.gc();
      const started = performance.now();
      contentDocument.body.append(script);
      return performance.now() - started;
    },
    options,
  );
};

async function measureInFrames(cases, timeIn, options) {
  return measure(
    cases.map((given) => ({
      name: given.name,
      prepare: () => frameOf(given.source),
      time: async (element) => {
        const time = await timeIn(element, given);
        element.remove();
        return time;
      },
    })),
    options,
  );
}
