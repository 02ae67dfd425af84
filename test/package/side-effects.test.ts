import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {CONSUMER, packedJson} from '../support/packed.js';

const {exports} = packedJson('package.json') as {exports: Record<string, unknown>};
const TAGS = Object.keys(exports).flatMap((entry) => /^\.\/components\/(.*)$/.exec(entry)?.[1] ?? []);
const LANGUAGES = Object.keys(exports).filter((entry) => entry.startsWith('./languages/'));

/** What a bundler keeps of a module that uses the packed package. */
async function bundled(code: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: CONSUMER},
    bundle: true,
    format: 'esm',
    write: false,
    // of an import for nothing but its effects, where there are none
    logOverride: {'ignored-bare-import': 'silent'},
  });
  return outputFiles.map(({text}) => text).join('');
}

/** The tags that a bundle registers. */
const registered = (code: string): string[] =>
  [...code.matchAll(/^defineElement\("([\w-]+)"/gm)].map(([, tag = '']) => tag);

describe('a bundler', () => {
  it('keeps nothing of the root that is imported and not used', async () => {
    expect(await bundled("import 'budgea-webview';")).toBe('');
    expect(await bundled("import {webviewUrl, BudgeaConnectElement} from 'budgea-webview';")).toBe('');
  });

  it.each(['./flows', './server'])('keeps nothing of %s either', async (entry) => {
    expect(await bundled(`import '${entry.replace('.', 'budgea-webview')}';`)).toBe('');
  });

  it('keeps of the root only what is used: no element and no Lit for a flow', async () => {
    const code = await bundled("import {webviewUrl} from 'budgea-webview'; console.log(webviewUrl);");
    expect(code).toContain('/auth/webview');
    expect(code).not.toMatch(/HTMLElement|customElements/);
  });

  it('keeps all that `define` registers', async () => {
    expect(TAGS).toHaveLength(8);
    expect(registered(await bundled("import 'budgea-webview/define';")).sort()).toEqual([...TAGS].sort());
  });

  it.each(TAGS)('keeps what registers <%s>, and registers that alone', async (tag) => {
    expect(registered(await bundled(`import 'budgea-webview/components/${tag}';`))).toEqual([tag]);
  });

  it.each(LANGUAGES)('keeps %s, which makes itself known', async (entry) => {
    expect(await bundled(`import '${entry.replace('.', 'budgea-webview')}';`)).toMatch(/^addTexts\("\w\w"/m);
  });
});
