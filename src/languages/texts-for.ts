import {en} from './en.js';
import {fr} from './fr.js';
import type {Texts} from './texts.js';

const BUILT_IN: Readonly<Record<string, Texts>> = {en, fr};

/** The texts of a language tag such as `fr` or `fr-CA`; English where the language is not known. */
export function textsFor(language: string): Texts {
  const primary = language.split('-', 1)[0]?.toLowerCase() ?? '';
  return Object.hasOwn(BUILT_IN, primary) ? (BUILT_IN[primary] ?? en) : en;
}
