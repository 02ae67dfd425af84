import {primaryTag} from '../service/languages.js';
import type {Texts} from './texts.js';

/** A group of texts in the languages that are built in. */
export interface BuiltIn<T> {
  readonly en: T;
  readonly fr: T;
}

const added = new Map<string, Texts>();
/** What shows texts: shown anew after every change of language, of what is known or of what is in force somewhere. */
export const speakers: Set<{requestUpdate(): void}> = new Set();

/** The texts of a language tag such as `fr` or `fr-CA`; English where the language is not known. */
export function textsFor<T>(language: string, {en, fr}: BuiltIn<T>): T {
  const tag = primaryTag(language);
  return (added.get(tag) as T | undefined) ?? (tag === 'fr' ? fr : en);
}

/** Makes a language known, to what is shown already too. */
export function addTexts(language: string, texts: Texts): void {
  added.set(language, texts);
  languageChanged();
}

/** Has all that is shown said anew. */
export function languageChanged(): void {
  for (const speaker of speakers) speaker.requestUpdate();
}
