import {setTimeout as wait} from 'node:timers/promises';
import {atDistance, CODE_TIME, HANDSHAKE, startService, startSite} from '../click/site.js';
import {launch} from '../harness/browser.js';
import {collect} from '../harness/collect.js';
import {goal, interval, milliseconds, spread, table} from '../harness/report.js';
import {measure} from '../harness/rounds.js';
import {difference} from '../harness/statistics.js';

const LIMIT = 5;
/** Each click needs a new page, so there are fewer rounds. */
const FEWER = 0.6;
/** How long the pointer rests on a link before the click, in ms. */
const HOVER = 250;

const LEAVING = {
  link: 'a plain link',
  'link, again': 'a plain link, again',
  'by-hand': 'a button that calls `location.assign`',
  element: '`<budgea-connect>` with `code`',
  'by-hand-asking': 'a button that fetches a code first',
  'element-asking': '`<budgea-connect>` with `code-url`',
};
const AHEAD = {
  'other site': 'to another site',
  'other site, preconnected': 'to another site, with `preconnect` when the pointer is over it',
  'same site': 'to the same site',
  'same site, preconnected': 'to the same site, with `preconnect` when the pointer is over it',
};

export const click = {
  name: 'click',
  title: 'From the click to the service',
  run: async ({effort}) => {
    const {leaving, ahead, requests} = await measured(effort);
    const asked = requests['element-asking'];
    return {
      goals: [
        goal(
          '`<budgea-connect>` with `code`, longer than a plain link',
          difference(leaving.element, leaving.link),
          LIMIT,
          milliseconds,
        ),
        goal(
          '`<budgea-connect>` with `code-url`, longer than the same request by hand',
          difference(leaving['element-asking'], leaving['by-hand-asking']),
          LIMIT,
          milliseconds,
        ),
        `- **${asked === 1 ? 'Met' : 'Missed'}**: requests of \`<budgea-connect>\` with \`code-url\` before it leaves, at most 1: ${asked}`,
      ],
      body: [
        `The time from the release of the mouse button until the request arrives at a server of another site, on this machine. The
back end needs ${CODE_TIME} ms to give a code.`,
        leavingTable(leaving, requests),
        `What is gained by connecting to the service in advance: the pointer rests on a plain link for ${HOVER} ms before the click.
A proxy delays each connection by ${HANDSHAKE} ms, as long as DNS, TCP and TLS of a distant host may take.`,
        aheadTable(ahead),
        `Chromium does not share connections between the pages of different sites, so the service's page cannot use a connection that
another site's page opened. For this reason the elements open none.`,
        `The code of \`<budgea-connect>\` runs for the first time in its page at the click, so the browser compiles it then, and opens the
page's storage. After \`budgea-leave\`, it leaves in the same way as a button that calls \`location.assign\`.`,
      ].join('\n\n'),
    };
  },
};

async function measured(effort) {
  const service = await startService();
  const distant = await atDistance(service.port);
  const site = await startSite();
  const requests = {};
  const inBrowser = (subjectsOf, wanted) =>
    collect(wanted, async (options) => {
      const browser = await launch();
      try {
        const page = await browser.newPage();
        return await measure(subjectsOf(clicker(page, site, service, requests)), options);
      } finally {
        await browser.close();
      }
    });
  try {
    return {
      leaving: await inBrowser((clickOn) => leavingSubjects(clickOn, service.port), {
        ...effort,
        rounds: Math.ceil(effort.rounds * FEWER),
      }),
      // a handshake takes so long that a few rounds are enough
      ahead: await inBrowser((clickOn) => aheadSubjects(clickOn, distant.port), {
        ...effort,
        rounds: Math.ceil(effort.rounds / 6),
        warmUp: 1,
      }),
      requests,
    };
  } finally {
    for (const server of [site, service, distant]) server.close();
  }
}

/** Makes the subjects: a click on a page of the site, until its request arrives at the service. */
function clicker(page, site, service, requests) {
  return (name, path, {hosts, port, hover = 0}) => ({
    name,
    prepare: async () => {
      const [own, other] = hosts();
      const to = new URLSearchParams({service: `http://${other}:${port}`});
      await page.goto(`http://${own}:${site.port}/${path}?${to}`);
      await page.mouse.move(60, 20);
      await wait(hover);
      await page.mouse.down();
    },
    time: async () => {
      const before = site.requested();
      const arrival = service.nextArrival();
      const released = performance.now();
      const [arrived] = await Promise.all([arrival, page.mouse.up(), page.waitForNavigation()]);
      requests[name] = Math.max(requests[name] ?? 0, site.requested() - before);
      return arrived - released;
    },
  });
}

function leavingSubjects(clickOn, port) {
  const hosts = () => ['localhost', '127.0.0.1'];
  return Object.keys(LEAVING).map((name) => clickOn(name, name.replace(', again', ''), {hosts, port}));
}

function aheadSubjects(clickOn, port) {
  // a browser learns where a page leads, and connects in advance, so each click needs a new host
  let count = 0;
  const otherSite = () => {
    count += 1;
    return ['localhost', `127.0.${1 + (count >> 7)}.${1 + (count & 127)}`];
  };
  const sameSite = () => {
    count += 1;
    return [`site-${count}.localhost`, `site-${count}.localhost`];
  };
  return Object.keys(AHEAD).map((name) =>
    clickOn(name, name.endsWith('preconnected') ? 'link-preconnected' : 'link', {
      hosts: name.startsWith('same') ? sameSite : otherSite,
      port,
      hover: HOVER,
    }),
  );
}

function leavingTable(leaving, requests) {
  const rows = Object.entries(LEAVING).map(([name, label]) => [
    label,
    spread(leaving[name], milliseconds),
    name === 'link' ? '' : interval(difference(leaving[name], leaving.link), milliseconds),
    String(requests[name]),
  ]);
  return table(['', 'time', 'longer than a link', 'requests to the site'], rows);
}

function aheadTable(ahead) {
  const rows = Object.entries(AHEAD).map(([name, label]) => {
    const without = ahead[name.replace(', preconnected', '')];
    const longer = ahead[name] === without ? '' : interval(difference(ahead[name], without), milliseconds);
    return [label, spread(ahead[name], milliseconds), longer];
  });
  return table(['', 'time', 'longer than without'], rows);
}
