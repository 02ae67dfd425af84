import {labelOf, microSection} from '../harness/micro.js';
import {goal, spread, table, versus} from '../harness/report.js';
import {ratio} from '../harness/statistics.js';

const NO_SLOWER = 1;
const GROWTH = 1.2;
const PENDING = [0, 100, 1000];
const WHY = `Ours reads the slot of a new state before it writes there, and by hand nobody does. That look is what keeps the attempts
bounded, and their number from mattering much: with 1,000 pending a quarter of the draws meet a taken slot and draw again. In
Chromium the storage itself takes longer by then, whoever writes: some 4 µs for an entry beside none, 10 to 13 beside 1,000.`;
const ROWS = {
  'by hand': 'random state, `URL`, one entry',
  'by hand, again': 'the same code once more: what differs is noise',
  startFlow: 'random state, every option checked, address, an entry that cannot pile up',
  arctic: 'random state, PKCE, address; stored by hand',
  'openid-client': 'random state, PKCE, address; stored by hand',
  '@openid/appauth': 'random state, PKCE, address, three entries; room for one attempt at a time',
  'oidc-client-ts': 'random state, PKCE, address, an entry; looks over all that are pending',
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
      `\`startFlow\` against by hand with nothing pending, in ${place}`,
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
