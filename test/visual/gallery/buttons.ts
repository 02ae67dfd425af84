import type {FlowElement} from '../../../src/components/internal/flow-element.js';
import {FLOW_TAGS} from '../../support/flow-tags.js';
import {cell, cells, FAILURE_NAMES, failing, type FailureName, make, never, row, WHOLE} from './cells.js';

/** The host's own trigger, in each shape. */
const OWN: readonly (() => HTMLElement)[] = [
  () => make('button', {slot: 'trigger', type: 'button'}, 'My button'),
  () => make('a', {slot: 'trigger', href: '#'}, 'My link'),
  () => make('input', {slot: 'trigger', type: 'submit', value: 'My submit'}),
];

type Change = (element: FlowElement) => unknown;

const nothing: Change = () => undefined;
const disable: Change = (element) => {
  element.disabled = true;
};
const start: Change = (element) => {
  Object.assign(element, {...WHOLE, code: never});
  return element.start();
};
const fail =
  (name: FailureName): Change =>
  (element) => {
    Object.assign(element, failing(name));
    return element.start();
  };

function changed(change: Change, elements: readonly FlowElement[]): HTMLElement {
  // after they are connected
  for (const element of elements) void element.updateComplete.then(() => change(element));
  return row(...elements);
}

function five(change: Change): HTMLElement {
  return changed(
    change,
    FLOW_TAGS.map((tag) => make(tag)),
  );
}

function own(change: Change): HTMLElement {
  return changed(
    change,
    OWN.map((trigger) => make('budgea-connect', {}, trigger())),
  );
}

function one(change: Change): HTMLElement {
  return changed(change, [make('budgea-connect')]);
}

/** Draws the label of each button, and its texts while pending and when it fails. */
export function drawLabels(body: HTMLElement): void {
  body.append(
    cells('wide', cell('labels', [five(nothing)]), cell('labels, pending', [five(start)])),
    cells('', ...drawFailures()),
  );
}

/** Draws a button with each sentence about a start that failed. */
function drawFailures(): HTMLElement[] {
  return FAILURE_NAMES.map((name) => cell(`failed: ${name}`, [one(fail(name))]));
}

/** Draws every button in every state, with its own label and with the host's. */
export function drawButtons(body: HTMLElement): void {
  const branded = [
    cell('in colours of a brand', [one(nothing)]),
    cell('in colours of a brand, hover', [one(nothing)], 'hover'),
    cell('in colours of a brand, focus', [one(nothing)], 'focus'),
    cell('in colours of a brand, pressed', [one(nothing)], 'active'),
    cell('in colours of a brand, pending', [one(start)]),
    cell('in colours of a brand, disabled', [one(disable)]),
  ];
  for (const place of branded) place.classList.add('brand');
  const narrow = make('div', {className: 'narrow'}, make('budgea-manage'));
  const label = make('budgea-connect', {}, 'Link the account that pays for ', make('b', {}, 'everything'));
  body.append(
    cells(
      'wide',
      cell('idle', [five(nothing)]),
      cell('hover', [five(nothing)], 'hover'),
      cell('focus', [five(nothing)], 'focus'),
      cell('pressed', [five(nothing)], 'active'),
      cell('pending', [five(start)]),
      cell('disabled', [five(disable)]),
      cell('failed', [five(fail('it may pass'))]),
    ),
    cells(
      '',
      ...drawFailures(),
      ...branded,
      cell("the page's own trigger", [own(nothing)]),
      cell("the page's own trigger, pending", [own(start)]),
      cell("the page's own trigger, disabled", [own(disable)]),
      cell("the page's own label, and a narrow place", [row(label, narrow)]),
    ),
  );
}
