import * as en from './en.js';
import * as fr from './fr.js';

/** The texts of the panel of connections, and those of its rows, in the built-in languages. */
export const PANEL_TEXTS = {
  en: {...en.buttonTexts, ...en.connectionTexts, ...en.panelTexts},
  fr: {...fr.buttonTexts, ...fr.connectionTexts, ...fr.panelTexts},
};
