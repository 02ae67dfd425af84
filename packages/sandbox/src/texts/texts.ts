import type {Language} from '../language.js';
import {en, type Texts} from './en.js';
import {fr} from './fr.js';

export type {Texts};

/** The texts of the pages, by language. */
export const TEXTS: Readonly<Record<Language, Texts>> = {en, fr};
