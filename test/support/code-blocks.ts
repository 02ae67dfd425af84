import {readFileSync} from 'node:fs';

/** A page's code blocks of one language, in their order. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return allBlocks(page)
    .filter(([found]) => found === language)
    .map(([, text]) => text);
}

/** Every language that a page has code in. */
export function codeLanguages(page: string): ReadonlySet<string> {
  return new Set(allBlocks(page).map(([language]) => language));
}

function allBlocks(page: string): readonly (readonly [language: string, text: string])[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => [
    language,
    code,
  ]);
}
