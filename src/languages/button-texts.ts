import {buttonTexts as en} from './en.js';
import {buttonTexts as fr} from './fr.js';

/** The texts of the buttons in the built-in languages. */
export const BUTTON_TEXTS = {en, fr};
