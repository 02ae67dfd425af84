import {isColor} from '../color.js';
import {BUDGEA} from '../entry/service.js';
import {accentText} from './accent.js';
import {fragmentScript} from './fragment-script.js';
import {scriptText} from './script.js';
import {styleText} from './style.js';
import {terminationScript} from './termination-script.js';

/** A style sheet or a script. */
export interface Asset {
  readonly text: string;
  readonly type: 'text/css' | 'text/javascript';
}

/** The path in front of the name of every asset. */
export const ASSETS_PATH = `${BUDGEA.path}assets/`;

/** Whether this is the address of an asset. */
export function isAsset({pathname}: URL): boolean {
  return pathname.startsWith(ASSETS_PATH);
}

/** Returns the asset of this name, if there is one. */
export function findAsset(name: string): Asset | undefined {
  if (name === 'style.css') return {text: styleText, type: 'text/css'};
  if (name === 'filter.js') return {text: scriptText, type: 'text/javascript'};
  if (name === 'termination.js') return {text: terminationScript, type: 'text/javascript'};
  if (name === 'fragment.js') return {text: fragmentScript, type: 'text/javascript'};
  const color = /^accent-(.*)\.css$/.exec(name)?.[1];
  return color !== undefined && isColor(color) ? {text: accentText(color), type: 'text/css'} : undefined;
}
