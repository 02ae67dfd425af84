import {readFileSync} from 'node:fs';

/** The README's code blocks of one language, in their order. */
export function readmeBlocks(language: string): readonly string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = '']) => text);
}

/** Every language that the README has code in. */
export function readmeLanguages(): ReadonlySet<string> {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return new Set([...readme.matchAll(/^```(\w+)\n[\s\S]*?^```$/gm)].map(([, language = '']) => language));
}
