import {labelOf, microSection} from '../harness/micro.js';
import {goal, spread, table, versus} from '../harness/report.js';
import {ratio} from '../harness/statistics.js';

const LIMIT = 1.3;
const NO_SLOWER = 1;
const ROWS = {
  'by hand': '`URL`, one entry looked up, removed, not too old',
  'by hand, again': 'the same code once more: what differs is noise',
  finishFlow: 'every value checked, looked up, removed, old attempts swept, remembered as handled',
  oauth4webapi: '`validateAuthResponse`; looked up and removed by hand',
  'oidc-client-ts': 'looked up and removed, asynchronously; age not checked',
};
const WHY = `What is left above the goal, by a profile of a success in Node: half of it is JSON, the attempt that is read and the note
that it was handled, which by hand nobody keeps and which tells a reload from a forgery; more than a quarter goes into reading
and checking every value of the address, a fifth into looking for the address among the latest ones of the page, so that asking
again gives the same result. In Chromium that note is one more write, some 5 µs. A forged state is looked up among those that
were handled, too. Of attempts that were left behind a callback takes notice only once the first of them is too old; what the
last column measures is the list of 32 flows finished within the hour.`;
const CASES = {
  success: 'a success',
  cancelled: 'the provider’s error',
  unverified: 'a forged state',
  busy: 'a success, 100 attempts left behind and 32 finished before',
  page: 'a success of the page itself, its address bar cleaned',
};

export const callback = {
  name: 'callback',
  title: 'Reading a callback',
  run: ({effort}) => {
    const does = Object.entries(ROWS).map(([name, text]) => [labelOf(name), text]);
    return microSection('callback', effort, {goals, tableOf, notes: [table(['', 'does'], does), WHY]});
  },
};

function goals(place, samples) {
  const ours = (outcome) => samples[`finishFlow, ${outcome}`];
  const against = ['success', 'cancelled', 'unverified'].map((outcome) =>
    goal(
      `\`finishFlow\` against by hand for ${CASES[outcome]}, in ${place}`,
      ratio(ours(outcome), samples[`by hand, ${outcome}`]),
      LIMIT,
    ),
  );
  const unhappy = ['cancelled', 'unverified'].map((outcome) =>
    goal(
      `\`finishFlow\` for ${CASES[outcome]} against a success, in ${place}`,
      ratio(ours(outcome), ours('success')),
      NO_SLOWER,
    ),
  );
  return [...against, ...unhappy];
}

function tableOf(samples) {
  const of = (name, outcome) => samples[`${name}, ${outcome}`];
  const outcomes = Object.keys(CASES).filter((outcome) => of('by hand', outcome));
  const rows = Object.keys(ROWS).map((name) => [
    labelOf(name),
    spread(of(name, 'success')),
    ...outcomes.map((outcome) => {
      const own = of(name, outcome);
      return own ? versus(own, of('by hand', outcome), of('by hand, again', outcome)) : '–';
    }),
  ]);
  return table(['', 'a success', ...outcomes.map((outcome) => `× by hand: ${CASES[outcome]}`)], rows);
}
