import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {describeConnectionError, type RemedyAction} from '../../src/flows/index.js';
import {connectionTexts} from '../../src/languages/en.js';

const PAGE = '../../website/guide/errors.md';

const ACTIONS: Readonly<Record<RemedyAction, string>> = {
  reconnect: 'reconnect',
  'visit-bank': 'go to the bank; reconnecting does not help',
  'visit-bank-then-reconnect': 'go to the bank, then reconnect',
  wait: 'wait',
  none: 'nothing',
  unknown: 'nobody can tell',
};

it('the table of connection errors matches the code', async () => {
  const codes = Object.keys(connectionTexts.connection).filter(
    (code) => describeConnectionError(code).kind === 'known',
  );
  const rows = codes.map((code) => {
    const {who, action} = describeConnectionError(code);
    const text = connectionTexts.connection[code as keyof typeof connectionTexts.connection];
    return `| \`${code}\` | the ${who} | ${ACTIONS[action]} | ${text} |`.replace('the nobody', 'nobody');
  });
  const table = ['| `state` | who acts | what helps | what the user reads |', '|---|---|---|---|', ...rows];
  const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8').replace(
    /(<!-- connection errors -->\n)[^]*?(<!-- end of connection errors -->)/,
    (_all, start: string, end: string) => `${start}\n${table.join('\n')}\n\n${end}`,
  );
  await expect(page).toMatchFileSnapshot(PAGE);
});
