import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {extname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** A code block in a page, or a file that a page shows. */
export interface CodeBlock {
  readonly page: string;
  /** The line of the page on which it begins. */
  readonly line: number;
  /** Empty if the page names none. */
  readonly language: string;
  readonly code: string;
  /** The file that it shows, if it shows one. */
  readonly file?: string;
}

/** Returns every page that is written by hand. Git ignores the generated ones. */
export function writtenPages(): readonly string[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  return files.trim().split('\n').sort();
}

/** Returns a page's code blocks of one language, in order. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return allBlocks(page)
    .filter((block) => block.language === language)
    .map(({code}) => code);
}

/** Returns the languages of a page's code blocks. */
export function codeLanguages(page: string): ReadonlySet<string> {
  return new Set(allBlocks(page).map(({language}) => language));
}

/**
 * Returns every code block of a page, in order.
 *
 * @throws if a fence has more than a language, or no end: nothing would check its code.
 */
export function allBlocks(page: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = read(page).split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const text = lines[index] ?? '';
    // a page may show only a region of the file
    const [, file] = /^<<< @\/([^\s#]+)(?:#\w+)?$/.exec(text) ?? [];
    if (file !== undefined) {
      blocks.push({page, line, language: extname(file).slice(1), code: read(file), file});
    } else if (/^\s*(?:```|~~~|<<<)/.test(text)) {
      const [, indent, language] = /^( *)```(\w*)$/.exec(text) ?? [];
      const end = lines.indexOf(`${indent ?? ''}\`\`\``, line);
      if (language === undefined || end < 0)
        throw new Error(`${page}:${line} is not a valid code fence: ${text}`);
      const code = lines.slice(line, end).map((inner) => `${inner.slice(indent?.length)}\n`);
      blocks.push({page, line, language, code: code.join('')});
      index = end;
    }
  }
  return blocks;
}

/** Returns the modules that some code imports. */
function importsOf(code: string): readonly string[] {
  return [...code.matchAll(/^(?:import|export) (?:[^;]*? from )?'([^']+)';/gm)].map(([, name = '']) => name);
}

/** Returns whether some code is a module that a page can load without others. */
export function runsInBrowser({language, code}: Pick<CodeBlock, 'language' | 'code'>): boolean {
  const isOurs = (name: string): boolean =>
    /^budgea-webview(?:$|\/(?:flows|callback|define|components|languages))/.test(name);
  return language === 'ts' && importsOf(code).every(isOurs);
}
