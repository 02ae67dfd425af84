import {primaryTag, webviewLanguage} from '../service/addresses.js';
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

/** Tells whether a language of today's webview has no texts yet. */
export function isMissing(language: string): boolean {
  const tag = primaryTag(language);
  return tag !== 'en' && tag !== 'fr' && !added.has(tag) && webviewLanguage('powens', tag) !== undefined;
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
