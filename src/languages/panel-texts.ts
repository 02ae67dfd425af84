import {panelTexts as en} from './en.js';
import {panelTexts as fr} from './fr.js';

/** The texts of the panel of connections in the built-in languages. */
export const PANEL_TEXTS = {en, fr};
