import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {CONSUMER, packedJson} from '../support/packed.js';

const {exports} = packedJson('package.json') as {exports: Record<string, unknown>};
const TAGS = Object.keys(exports).flatMap((entry) => /^\.\/components\/(.*)$/.exec(entry)?.[1] ?? []);
const LANGUAGES = Object.keys(exports).filter((entry) => entry.startsWith('./languages/'));

/** Returns the code that a bundler keeps of a module that uses the packed package. */
async function bundled(code: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: CONSUMER},
    bundle: true,
    format: 'esm',
    write: false,
    // esbuild warns about an import that it drops, which is expected here
    logOverride: {'ignored-bare-import': 'silent'},
  });
  return outputFiles.map(({text}) => text).join('');
}

/** Returns the tags that a bundle registers. */
const registered = (code: string): string[] =>
  [...code.matchAll(/^defineElement\("([\w-]+)"/gm)].map(([, tag = '']) => tag);

describe('a bundler', () => {
  it('keeps nothing of a root import that is not used', async () => {
    expect(await bundled("import 'budgea-webview';")).toBe('');
    expect(await bundled("import {webviewUrl, BudgeaConnectElement} from 'budgea-webview';")).toBe('');
  });

  it.each(['./flows', './server'])('keeps nothing of an import of %s that is not used', async (entry) => {
    expect(await bundled(`import '${entry.replace('.', 'budgea-webview')}';`)).toBe('');
  });

  it('keeps only what is used of the root: no element and no Lit for a flow', async () => {
    const code = await bundled("import {webviewUrl} from 'budgea-webview'; console.log(webviewUrl);");
    expect(code).toContain('/auth/webview');
    expect(code).not.toMatch(/HTMLElement|customElements/);
  });

  it('keeps every element that `define` registers', async () => {
    expect(TAGS).toHaveLength(9);
    expect(registered(await bundled("import 'budgea-webview/define';")).sort()).toEqual([...TAGS].sort());
  });

  it.each(TAGS)('keeps the registration of <%s>, and no other', async (tag) => {
    expect(registered(await bundled(`import 'budgea-webview/components/${tag}';`))).toEqual([tag]);
  });

  it('keeps the capture of the callback', async () => {
    expect(await bundled("import 'budgea-webview/callback';")).toMatch(/^captureCallback\(\);/m);
  });

  it.each(LANGUAGES)('keeps %s, which registers its texts', async (entry) => {
    expect(await bundled(`import '${entry.replace('.', 'budgea-webview')}';`)).toMatch(/^addTexts\("\w\w"/m);
  });
});
