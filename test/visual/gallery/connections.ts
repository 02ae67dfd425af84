import {connection, endingIn, FETCHING, WRONGPASS} from '../../support/connections.js';
import {cell, cells, make, never, WHOLE} from './cells.js';

const {domain, clientId, redirectUri} = WHOLE;

type Panel = HTMLElementTagNameMap['budgea-connections'];

/** Makes a panel that gets an answer. */
function panel(answer: () => Promise<Response>, more: object = {}): Panel {
  return make('budgea-connections', {
    domain,
    clientId,
    redirectUri,
    code: never,
    connectionsUrl: '/connections',
    fetch: answer,
    ...more,
  });
}

function listing(...connections: readonly object[]): () => Promise<Response> {
  return () => Promise.resolve(Response.json({connections}));
}

function bank(name: string, color: string | null): object {
  return {bank: {name, color, uuid: null}};
}

const failing = (status: number) => (): Promise<Response> => Promise.resolve(new Response('', {status}));

/** The time of every picture, so that it always shows the same days. */
const NOW = Date.UTC(2026, 0, 15, 12);

/** One of two sources has a problem. */
const ONE_SOURCE = {
  sources: [
    {name: 'openapi', state: null, consentEndsAt: null},
    {name: 'directaccess', state: 'wrongpass', consentEndsAt: null},
  ],
};

/** A connection in each state. */
function banks(): readonly object[] {
  return [
    connection('1', bank('Banque Montclair', '0b5394')),
    connection('2', {...bank('Crédit du Littoral', 'ffd100'), ...WRONGPASS, ...ONE_SOURCE}),
    connection('3', {...bank('Nova', 'f4511e'), ...FETCHING}),
    connection('4', {...bank('Caisse Régionale d’Épargne et de Prévoyance', '00695c'), ...endingIn(5)}),
    connection('5', {
      ...bank('Banque Montclair', '0b5394'),
      sameBankAs: ['1'],
      remedy: {kind: 'known', error: 'websiteUnavailable', who: 'nobody', action: 'wait'},
      nextTryAt: new Date(NOW + 7_200_000).toISOString(),
    }),
    connection('6', {
      ...bank('Élan', null),
      accounts: {count: 2, errors: [{name: 'Livret A', error: 'wrongpass', remedy: WRONGPASS.remedy}]},
    }),
    connection('7', {...bank('Océane', '4527a0'), ...FETCHING, createdAt: '2026-01-15T11:00:00Z'}),
    connection('8', {
      ...bank('Banque d’Outre-Mer', '000000'),
      remedy: {kind: 'unknown', error: 'new', who: 'unknown', action: 'unknown'},
    }),
  ];
}

/** Draws the panel of connections in every state. */
export async function drawPanels(body: HTMLElement): Promise<void> {
  Date.now = () => NOW;
  const all = banks();
  body.append(
    cells('wide', cell('every state', [panel(listing(...all))])),
    cells(
      '',
      cell('narrow', [panel(listing(...all.slice(1, 3)))]),
      cell('loading', [panel(never)]),
      cell('no bank', [panel(listing())]),
      cell('signed out', [panel(failing(401))]),
      cell('the server fails', [panel(failing(503))]),
      cell('no answer', [panel(() => Promise.reject(new TypeError('Failed to fetch')))]),
      cell('a banner', [panel(listing(...all.slice(0, 2)), {only: 'attention'})]),
    ),
  );
  // the first answers
  await new Promise((resolve) => setTimeout(resolve, 300));
}
