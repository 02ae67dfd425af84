import {fileURLToPath} from 'node:url';
import {type DefaultTheme, defineConfig} from 'vitepress';
import {emulatedService, writeEmulatedService} from './emulated-service.js';
import {addressOf, HIDDEN_FOLDERS, pageOf, pagesIn, type Section, sectionsIn} from './pages.js';
import {REPOSITORY, repositoryLinks} from './repository-links.js';
import {stackedTables} from './stacked-tables.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The path of the site on its server. The default is that of the repository's GitHub Pages. */
const base = process.env['SITE_BASE'] ?? '/budgea-webview/';

/** The site has pages from the whole repository: `website/`, `docs/`, packages, those of the root, and generated ones. */
export default defineConfig({
  title: 'budgea-webview',
  description:
    'Connect your users’ banks through the Budgea (Powens) webview: elements, flows, a callback page.',
  lang: 'en',
  base,
  srcDir: '..',
  srcExclude: [...HIDDEN_FOLDERS.map((folder) => `${folder}/**`), 'README.md'],
  rewrites: addressOf,
  // some links lead to the reader's own machine
  ignoreDeadLinks: 'localhostLinks',
  head: [
    ['link', {rel: 'icon', href: 'data:,'}],
    // the address of the live callback page holds an answer
    ['meta', {name: 'referrer', content: 'no-referrer'}],
  ],
  markdown: {
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
    config: (md) => {
      md.use(repositoryLinks, path('../..'));
      md.use(stackedTables);
    },
  },
  themeConfig: {
    nav: [
      {text: 'Guide', link: '/guide/getting-started', activeMatch: '^/(guide|docs)/'},
      {text: 'Recipes', link: '/recipes/', activeMatch: '^/recipes/'},
      {text: 'Live', link: '/live/', activeMatch: '^/live/'},
      {text: 'Elements', link: '/elements/', activeMatch: '^/elements/'},
      {text: 'API', link: '/api/', activeMatch: '^/api/'},
    ],
    sidebar: {
      '/': [
        {text: 'Guide', items: items([...pagesIn('website/guide'), ...pagesIn('website/live')])},
        {text: 'In depth', items: items([...pagesIn('docs'), pageOf('packages/sandbox/README.md')])},
        {text: 'Recipes', items: items(pagesIn('website/recipes'))},
        {text: 'Elements', items: items(pagesIn('website/elements'))},
        {text: 'API', link: '/api/'},
        {text: 'Project', items: items(pagesIn('.'))},
      ],
      // too long for every page
      '/api/': [{text: 'API', link: '/api/', items: sections(sectionsIn('website/api'))}],
    },
    outline: [2, 3],
    search: {provider: 'local'},
    socialLinks: [{icon: 'github', link: REPOSITORY}],
    editLink: {pattern: `${REPOSITORY}/edit/main/:path`},
    externalLinkIcon: true,
  },
  vue: {template: {compilerOptions: {isCustomElement: (tag) => /^(budgea|live)-/.test(tag)}}},
  vite: {
    configFile: false,
    plugins: [emulatedService()],
    // other HTML files of the repository are not entries of the site
    optimizeDeps: {entries: [], include: ['lit', 'nanoid']},
    publicDir: path('../../docs/images'),
    build: {chunkSizeWarningLimit: 1000},
  },
  // generated pages have no source to edit
  transformPageData: ({filePath}) =>
    /^website\/(api|elements)\//.test(filePath) ? {frontmatter: {editLink: false}} : undefined,
  buildEnd: ({outDir}) => writeEmulatedService(outDir),
});

function items(
  pages: readonly {readonly title: string; readonly link: string}[],
): DefaultTheme.SidebarItem[] {
  return pages.map(({title, link}) => ({text: title, link}));
}

function sections(all: readonly Section[]): DefaultTheme.SidebarItem[] {
  return all.map(({title, link, pages}) => ({text: title, link, collapsed: true, items: items(pages)}));
}
