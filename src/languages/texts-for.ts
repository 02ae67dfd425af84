import {primaryTag} from '../service/addresses.js';
import type {Texts} from './texts.js';

/** A group of texts in the built-in languages. */
export interface BuiltIn<T> {
  readonly en: T;
  readonly fr: T;
}

/** The connected elements that show texts. */
export const localizedHosts: Set<{requestUpdate(): void}> = new Set();

const added = new Map<string, Texts>();

/** Returns the texts for a language tag such as `fr` or `fr-CA`. Unknown languages get English. */
export function textsFor<T>(language: string, {en, fr}: BuiltIn<T>): T {
  const tag = primaryTag(language);
  return (added.get(tag) as T | undefined) ?? (tag === 'fr' ? fr : en);
}

/** Adds a language, and updates the elements that are waiting for it. */
export function addTexts(language: string, texts: Texts): void {
  added.set(language, texts);
  updateLocalizedHosts();
}

/** Re-renders every localized element. */
export function updateLocalizedHosts(): void {
  for (const host of localizedHosts) host.requestUpdate();
}
