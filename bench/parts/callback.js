import {labelOf, microSection} from '../harness/micro.js';
import {goal, spread, table, versus} from '../harness/report.js';
import {ratio} from '../harness/statistics.js';

const LIMIT = 1.3;
const NO_SLOWER = 1;
const ROWS = {
  'by hand': '`URL`; looks one entry up, checks its age, removes it',
  'by hand, again': 'the same code again: any difference is noise',
  finishFlow:
    'checks every value, looks the attempt up, marks it as used after a success, removes old attempts',
  oauth4webapi: '`validateAuthResponse`; looks the entry up and removes it by hand',
  'oidc-client-ts': 'looks the entry up and removes it, asynchronously; does not check its age',
};
const WHY = `By hand, the entry is removed. \`finishFlow\` writes it once more, marked as used, so that a repeated success is told from a
forged answer. It also checks every value of the address, and looks through the entries of the storage, to remove attempts
that are older than an hour. So its time grows with the number of attempts that wait.`;
const CASES = {
  success: 'a success',
  cancelled: 'the provider’s error',
  unverified: 'a forged state',
  busy: 'a success, while 100 attempts wait and 32 are finished',
  page: 'a success on the page itself, with its address bar cleaned',
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
