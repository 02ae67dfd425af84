export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  telemetry: false,
  devtools: {enabled: false},
  app: {
    head: {
      htmlAttrs: {lang: 'en'},
      title: 'Your banks',
      meta: [
        {name: 'color-scheme', content: 'light dark'},
        {name: 'referrer', content: 'no-referrer'},
      ],
      link: [{rel: 'icon', href: 'data:,'}],
    },
  },
  // these tags are custom elements, not Vue components
  vue: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('budgea-')}},
  // Nuxt's server writes the address into a page that it renders, and Nuxt's router goes to that address
  routeRules: {'/callback': {ssr: false}},
});
