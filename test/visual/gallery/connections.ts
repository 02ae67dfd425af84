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

const BANKS = [
  connection('1', bank('Banque Montclair', '0b5394')),
  connection('2', {...bank('Crédit du Littoral', 'ffd100'), ...WRONGPASS}),
  connection('3', {...bank('Nova', 'f4511e'), ...FETCHING}),
  connection('4', {...bank('Caisse Régionale d’Épargne et de Prévoyance', '00695c'), ...endingIn(5)}),
  connection('5', {
    ...bank('Banque Montclair', '0b5394'),
    sameBankAs: ['1'],
    remedy: {kind: 'known', error: 'websiteUnavailable', who: 'nobody', action: 'wait'},
  }),
  connection('6', {
    ...bank('Élan', null),
    accounts: {count: 2, errors: [{name: 'Livret A', error: 'wrongpass', remedy: WRONGPASS.remedy}]},
  }),
];

/** Draws the panel of connections in every state. */
export async function drawPanels(body: HTMLElement): Promise<void> {
  body.append(
    cells('wide', cell('every state', [panel(listing(...BANKS))])),
    cells(
      '',
      cell('narrow', [panel(listing(...BANKS.slice(1, 3)))]),
      cell('loading', [panel(never)]),
      cell('no bank', [panel(listing())]),
      cell('signed out', [panel(failing(401))]),
      cell('the server fails', [panel(failing(503))]),
      cell('a banner', [panel(listing(...BANKS.slice(0, 2)), {only: 'attention'})]),
    ),
  );
  // the first answers
  await new Promise((resolve) => setTimeout(resolve, 300));
}
