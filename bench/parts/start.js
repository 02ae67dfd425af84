import {labelOf, microSection} from '../harness/micro.js';
import {goal, spread, table, versus} from '../harness/report.js';
import {ratio} from '../harness/statistics.js';

const NO_SLOWER = 1;
const GROWTH = 1.2;
const PENDING = [0, 100, 1000];
const WHY = `\`startFlow\` writes one entry for each attempt, as by hand, and does not read the others. Only if the storage has more than
1,200 entries does it look through them, and keep the latest 1,000 attempts.`;
const ROWS = {
  'by hand': 'random state, `URL`, one entry',
  'by hand, again': 'the same code again: any difference is noise',
  startFlow: 'random state, every option checked, address, an entry; the number of entries is limited',
  arctic: 'random state, PKCE, address; stored by hand',
  'openid-client': 'random state, PKCE, address; stored by hand',
  '@openid/appauth': 'random state, PKCE, address, three entries; stores one attempt at a time',
  'oidc-client-ts': 'random state, PKCE, address, an entry; looks through all attempts that wait',
};

export const start = {
  name: 'start',
  title: 'Starting a flow',
  run: ({effort}) => microSection('start', effort, {goals, tableOf, notes: [WHY]}),
};

function goals(place, samples) {
  const ours = (pending) => samples[`startFlow, ${pending} pending`];
  return [
    goal(
      `\`startFlow\` against by hand with none pending, in ${place}`,
      ratio(ours(0), samples['by hand, 0 pending']),
      NO_SLOWER,
    ),
    goal(`\`startFlow\` with 1,000 pending against none, in ${place}`, ratio(ours(1000), ours(0)), GROWTH),
  ];
}

function tableOf(samples) {
  const of = (name, pending) => samples[`${name}, ${pending} pending`];
  const rows = Object.entries(ROWS).map(([name, includes]) => [
    labelOf(name),
    spread(of(name, 0)),
    ...PENDING.map((pending) =>
      versus(of(name, pending), of('by hand', pending), of('by hand, again', pending)),
    ),
    versus(of(name, 1000), of(name, 0), of(name, 0)),
    includes,
  ]);
  return table(
    [
      '',
      'with none pending',
      ...PENDING.map((pending) => `× by hand, ${pending.toLocaleString('en')} pending`),
      '1,000 pending × none',
      'includes',
    ],
    rows,
  );
}
