import {callbackPair} from './callback.js';
import {cell, cells, failing, make, row} from './cells.js';

/** Pages whose look the elements inherit. */
const PLACES: readonly [name: string, className: string][] = [
  ['a plain page', 'plain'],
  ['a page that is dark by its own colours, without color-scheme', 'plain dark'],
  ['a page in serif, in ink of its own', 'plain serif'],
  ['a page in tiny letters', 'plain tiny'],
  ['a page in large letters', 'plain large'],
];

/** Draws the elements in pages of many looks. */
export async function drawPlaces(body: HTMLElement): Promise<void> {
  const grid = cells('');
  grid.classList.add('places');
  for (const [name, className] of PLACES) {
    const failed = make('budgea-transfer', {...failing('it may pass'), transferId: 22});
    const page = make(
      'div',
      {className},
      make('p', {}, 'Connect your first bank and see every account on one page.'),
      row(make('budgea-connect'), make('budgea-manage', {disabled: true})),
      make('budgea-connection', {error: 'passwordExpired', errorMessage: 'Mot de passe expiré.'}),
      row(failed),
      ...(await callbackPair()),
    );
    grid.append(cell(name, [page]));
    void failed.start();
  }
  body.append(grid);
}
