import {CONNECTION_ERRORS} from '../../../src/service/connection-errors.js';
import {cell, cells, failing, make, never, WHOLE} from './cells.js';

const ERRORS = [...Object.keys(CONNECTION_ERRORS), 'an error that nobody knows'];

const BANK_SAYS = 'Votre mot de passe est erroné (il reste 2 essais).';

/** Draws a connection with each error. */
export function drawErrors(body: HTMLElement): void {
  const connection = {error: null, last_update: null};
  body.append(
    cells(
      '',
      ...ERRORS.map((error) => cell(error, [make('budgea-connection', {error})])),
      cell('first synchronisation', [make('budgea-connection', {connection})]),
      cell('the consent is over', [ending('2026-01-31 08:00:00')]),
    ),
  );
}

/** A connection that works, with the end of its consent. */
function ending(end: string): HTMLElement {
  return make('budgea-connection', {connection: {state: null, sources: [{access_expire: end}]}});
}

/** Draws a connection with its button in every state. */
export function drawConnections(body: HTMLElement): void {
  const broken = (more: object = {}): HTMLElementTagNameMap['budgea-connection'] =>
    make('budgea-connection', {error: 'wrongpass', ...more});
  const pending = broken({...WHOLE, code: never});
  const failed = broken(failing('it may pass'));
  const own = broken({...WHOLE, code: never});
  own.append(make('button', {slot: 'trigger', type: 'button'}, 'My button'));
  body.append(
    cells(
      '',
      cell('the user has to act', [broken()]),
      cell('nobody has to act', [make('budgea-connection', {error: 'bug'})]),
      cell("with the bank's own words", [broken({errorMessage: BANK_SAYS})]),
      cell('no error', [make('budgea-connection')]),
      cell('hover', [broken()], 'hover'),
      cell('focus', [broken()], 'focus'),
      cell('pending', [pending]),
      cell('disabled', [broken({disabled: true})]),
      cell('failed', [failed]),
      cell("the page's own trigger, pending", [own]),
    ),
  );
  for (const element of [pending, failed, own]) void element.start();
}
