import {en} from './en.js';
import {fr} from './fr.js';
import {primaryTag} from './primary-tag.js';
import type {Texts} from './texts.js';

const known = new Map<string, Texts>([['fr', fr]]);
const listeners = new Set<() => void>();

/** The texts of a language tag such as `fr` or `fr-CA`; English where the language is not known. */
export function textsFor(language: string): Texts {
  return known.get(primaryTag(language)) ?? en;
}

/** Makes a language known, to what is shown already too. */
export function addTexts(language: string, texts: Texts): void {
  known.set(language, texts);
  for (const listener of listeners) listener();
}

/** Hears of languages that are made known from now on, until the returned function is called. */
export function onTextsAdded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
