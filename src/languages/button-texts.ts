import {buttonTexts as en} from './en.js';
import {buttonTexts as fr} from './fr.js';

/** What the buttons say, in the languages that are built in. */
export const BUTTON_TEXTS = {en, fr};
