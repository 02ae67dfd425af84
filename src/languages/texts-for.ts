import {en} from './en.js';
import {fr} from './fr.js';
import {primaryTag} from './primary-tag.js';
import type {Texts} from './texts.js';

const BUILT_IN: ReadonlyMap<string, Texts> = new Map([['fr', fr]]);

/** The texts of a language tag such as `fr` or `fr-CA`; English where the language is not known. */
export function textsFor(language: string): Texts {
  return BUILT_IN.get(primaryTag(language)) ?? en;
}
