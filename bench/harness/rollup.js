// Imported only if its packages are installed: a quick run does without.
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import {rollup} from 'rollup';
import {benchFolder} from './bundle.js';

const ENTRY = `${benchFolder}entry.js`;

/**
 * Bundles some code and everything it imports into one text, as a build with rollup and terser does.
 *
 * @param {string} code
 * @param {readonly string[]} external Packages that are left out.
 */
export async function rolledUp(code, external) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : null),
    load: (id) => (id === ENTRY ? code : null),
  };
  const bundle = await rollup({
    input: ENTRY,
    external: external.map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [
      entry,
      nodeResolve({browser: true}),
      commonjs(),
      json(),
      replace({preventAssignment: true, 'process.env.NODE_ENV': '"production"'}),
      terser({module: true, ecma: 2020, format: {comments: false}}),
    ],
    onwarn: () => undefined,
  });
  const {output} = await bundle.generate({format: 'es', inlineDynamicImports: true});
  return output[0].code;
}
