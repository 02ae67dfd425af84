import {measureMicro} from '../harness/micro.js';
import {goal, spread, table, versus} from '../harness/report.js';
import {ratio} from '../harness/statistics.js';

const LIMIT = 0.6;
const ROWS = {
  'by hand': '`new URL` and six `searchParams.set`; checks nothing',
  'by hand, again': 'the same code again: any difference is noise',
  webviewUrl: 'the same six values, each of them checked',
  concatenated: 'a template string and six `encodeURIComponent`; checks nothing',
};

export const address = {
  name: 'address',
  title: 'Building an address',
  run: async ({effort}) => {
    const {node, browser} = await measureMicro('address', effort);
    const places = {Node: node, Chromium: browser};
    const head = Object.keys(places).flatMap((place) => [place, '× by hand']);
    const rows = Object.entries(ROWS).map(([name, what]) => [
      name === 'webviewUrl' ? '`webviewUrl`' : name,
      ...Object.values(places).flatMap((samples) => [
        spread(samples[name]),
        versus(samples[name], samples['by hand'], samples['by hand, again']),
      ]),
      what,
    ]);
    return {
      goals: Object.entries(places).map(([place, samples]) =>
        goal(
          `\`webviewUrl\` against by hand, in ${place}`,
          ratio(samples.webviewUrl, samples['by hand']),
          LIMIT,
        ),
      ),
      body: table(['', ...head, ''], rows),
    };
  },
};
