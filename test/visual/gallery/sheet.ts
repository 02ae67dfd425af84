import '../../../src/define.js';
import '../../../src/languages/de.js';
import '../../../src/languages/es.js';
import '../../../src/languages/it.js';
import '../../../src/languages/nl.js';
import '../../../src/languages/pt.js';
import type {LitElement} from 'lit';
import {addressOf, nameOf, SHEETS} from '../sheets.js';
import {drawButtons, drawLabels} from './buttons.js';
import {drawCallbacks, drawResults} from './callback.js';
import {make} from './cells.js';
import {drawConnections, drawErrors} from './connection.js';
import {drawPanels} from './connections.js';
import {drawPlaces} from './places.js';
import {drawRecipes} from './recipes.js';

const SCENES = {
  buttons: drawButtons,
  callback: drawCallbacks,
  connection: drawConnections,
  connections: drawPanels,
  texts: async (body: HTMLElement) => {
    drawLabels(body);
    drawErrors(body);
    await drawResults(body);
  },
  places: drawPlaces,
  recipes: drawRecipes,
};

/** Waits for the updates of all elements, and for the fonts. */
async function settle(): Promise<void> {
  await Promise.all([...document.querySelectorAll<LitElement>('*')].map((element) => element.updateComplete));
  await document.fonts.load('600 1rem "Open Sans Variable"', 'aאœ');
  await document.fonts.ready;
}

const sheet = SHEETS.find((one) => addressOf(one) === location.pathname + location.search);
if (sheet) {
  const root = document.documentElement;
  root.lang = sheet.lang;
  root.dir = sheet.lang === 'he' ? 'rtl' : 'ltr';
  root.style.colorScheme = sheet.theme === 'light' ? 'light' : 'dark';
  document.title = nameOf(sheet);
  const main = document.createElement('main');
  const heading = make('h1', {lang: 'en', dir: 'ltr'}, nameOf(sheet));
  main.append(heading);
  document.body.append(main);
  await SCENES[sheet.scene](main);
  await settle();
  root.dataset['ready'] = '';
}
