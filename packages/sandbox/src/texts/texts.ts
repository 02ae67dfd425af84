import type {Language} from '../language.js';
import {en} from './en.js';
import {fr} from './fr.js';

/** Everything the pages say. */
export type Texts = typeof en;

/** What the pages say, by language. */
export const TEXTS: Readonly<Record<Language, Texts>> = {en, fr};
