import {existsSync, readFileSync} from 'node:fs';
import {brotliCompressSync, constants} from 'node:zlib';
import {benchFolder, root, textOf} from '../harness/bundle.js';
import {table, times} from '../harness/report.js';

/**
 * Code to measure the size of, and our entry that does similar work.
 *
 * @typedef {object} Weighed
 * @property {string} name
 * @property {string} [code]
 * @property {string} [file] A file that is measured as it is, instead of bundled code.
 * @property {string} [against] The name of one of ours.
 * @property {string} [note]
 */

const FLOWS = 'startFlow and finishFlow';
const ELEMENT = '<budgea-connect>';
const element = (name) => ({name: `<${name}>`, code: `import '../dist/components/${name}.js';`});

/** @type {readonly Weighed[]} */
const OURS = [
  {name: 'webviewUrl', code: "export {webviewUrl} from '../dist/flows/index.js';"},
  {name: FLOWS, code: "export {startFlow, finishFlow} from '../dist/flows/index.js';"},
  {name: 'all flows', code: "export * from '../dist/flows/index.js';"},
  element('budgea-connect'),
  element('budgea-reconnect'),
  element('budgea-manage'),
  element('budgea-transfer'),
  element('budgea-payment'),
  element('budgea-callback'),
  element('budgea-connection'),
  element('budgea-connections'),
  element('budgea-webview'),
  {name: 'every element', code: "import '../dist/define.js';"},
  {name: 'the published single file', file: 'dist/cdn/budgea-webview.js'},
];

/** @type {readonly Weighed[]} */
const FLOORS = [
  {
    name: 'an address by hand',
    code: "export {address} from './micro/by-hand.js';",
    against: 'webviewUrl',
    note: '`URL` and six `searchParams.set`; checks nothing',
  },
  {
    name: 'start and finish by hand',
    code: "export {start, finishPage} from './micro/by-hand.js';",
    against: FLOWS,
    note: 'for one flow of one app; checks no option',
  },
  {name: 'nanoid', code: "export {nanoid} from 'nanoid';", against: FLOWS, note: 'already in ours'},
  {
    name: 'Lit',
    code: "export {css, html, LitElement} from 'lit';",
    against: ELEMENT,
    note: 'already in ours',
  },
  {
    name: 'a bare Lit button',
    code: "import {define} from './page/bare-lit-button.js'; define();",
    against: ELEMENT,
    note: 'our style sheet, and a click that does nothing',
  },
];

const LOADER = 'loads a script of its service at run time, which is not counted';

/** @type {readonly Weighed[]} */
const PEERS = [
  {
    name: 'arctic',
    code: "export {generateState, generateCodeVerifier, OAuth2Client} from 'arctic';",
    against: FLOWS,
    note: 'no storage, no callback',
  },
  {
    name: 'oauth4webapi',
    code: `export {calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState, validateAuthResponse}
      from 'oauth4webapi';`,
    against: FLOWS,
    note: 'no address, no storage',
  },
  {
    name: '@openid/appauth',
    code: `export {AuthorizationRequest, AuthorizationServiceConfiguration, LocalStorageBackend, RedirectRequestHandler}
      from '@openid/appauth';`,
    against: FLOWS,
  },
  {name: 'oidc-client-ts', code: "export {UserManager} from 'oidc-client-ts';", against: FLOWS},
  {
    name: '@auth0/auth0-spa-js',
    code: "export {createAuth0Client} from '@auth0/auth0-spa-js';",
    against: FLOWS,
  },
  {name: '@okta/okta-auth-js', code: "export {OktaAuth} from '@okta/okta-auth-js';", against: FLOWS},
  {
    name: '@azure/msal-browser',
    code: "export {PublicClientApplication} from '@azure/msal-browser';",
    against: FLOWS,
  },
  {
    name: 'connect-web-sdk',
    code: "export {Connect} from 'connect-web-sdk';",
    against: ELEMENT,
    note: 'Mastercard; opens a page in a frame or a window',
  },
  {
    name: '@mxenabled/web-widget-sdk',
    code: "export {ConnectWidget} from '@mxenabled/web-widget-sdk';",
    against: ELEMENT,
    note: 'MX; opens a page in a frame',
  },
  {
    name: '@stripe/connect-js',
    code: "export {loadConnectAndInitialize} from '@stripe/connect-js';",
    against: ELEMENT,
    note: LOADER,
  },
  {
    name: 'react-plaid-link',
    code: "export {usePlaidLink} from 'react-plaid-link';",
    against: ELEMENT,
    note: `without React; ${LOADER}`,
  },
  {
    name: '@google-pay/button-element',
    code: "import '@google-pay/button-element';",
    against: ELEMENT,
    note: LOADER,
  },
  {
    name: 'cozy-harvest-lib',
    code: "export * from 'cozy-harvest-lib/dist/policies/biWebView.js';",
    against: ELEMENT,
    note: 'only its helper for this webview, without its 16 peer dependencies, such as Cozy’s client',
  },
];

export const bytes = {
  name: 'bytes',
  title: 'Bytes',
  run: async ({isQuick}) => {
    // a quick run does not install the packages that only serve to compare sizes
    const peers = PEERS.filter(({name}) => !isQuick || described(name));
    const bundlers = {esbuild};
    if (!isQuick) bundlers['rollup and terser'] = (await import('../harness/rollup.js')).rolledUp;
    const sizes = new Map();
    for (const weighed of [...OURS, ...FLOORS, ...peers]) {
      const own = [];
      for (const bundler of Object.values(bundlers)) own.push(await sizeOf(weighed, bundler));
      sizes.set(weighed.name, own);
    }
    const others = [...FLOORS, ...peers].map(({name, against, note = ''}) => [
      labelOf(name),
      ...sizes.get(name).map(written),
      `\`${against}\``,
      compared(sizes.get(name), sizes.get(against)),
      note,
    ]);
    return {
      goals: [],
      body: [
        'Bundled with all dependencies, minified, and compressed with brotli at its highest level.',
        table(
          ['', ...Object.keys(bundlers)],
          OURS.map(({name}) => [`\`${name}\``, ...sizes.get(name).map(written)]),
        ),
        'Parts that ours contains or needs, and the alternatives:',
        table(['', ...Object.keys(bundlers), 'ours', '× ours', ''], others),
      ].join('\n\n'),
    };
  },
};

/** Returns the size of a bundle after brotli, in bytes, or the reason why there is none. */
async function sizeOf({name, code, file}, bundler) {
  try {
    const text = file ? readFileSync(root + file) : await bundler(code, leftOut(name));
    return brotliCompressSync(text, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
  } catch (error) {
    return String(error.message).split('\n')[0];
  }
}

/** Returns the peer dependencies of a package. */
function leftOut(name) {
  return Object.keys(described(name)?.peerDependencies ?? {});
}

function esbuild(code, external) {
  return textOf({
    stdin: {contents: code, resolveDir: benchFolder},
    external: external.flatMap((name) => [name, `${name}/*`]),
    minify: true,
  });
}

function labelOf(name) {
  const version = described(name)?.version;
  return version ? `\`${name}\` ${version}` : name;
}

function described(name) {
  for (const folder of [benchFolder, root]) {
    const path = `${folder}node_modules/${name.toLowerCase()}/package.json`;
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  }
  return undefined;
}

function written(size) {
  return typeof size === 'number' ? `${size.toLocaleString('en')} B` : `could not be bundled: ${size}`;
}

function compared(sizes, ours) {
  const ratios = sizes.flatMap((size, index) =>
    typeof size === 'number' ? [times(size / ours[index])] : [],
  );
  return [...new Set(ratios)].join(', ');
}
