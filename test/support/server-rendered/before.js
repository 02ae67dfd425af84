// Runs first on a page that a server rendered: records what is logged, and hydrates the page on request, with the module
// in the documentation.
window.told = [];
for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
  console[level] = (...words) => window.told.push(words.join(' '));
}
addEventListener('error', ({message}) => window.told.push(message));
addEventListener('unhandledrejection', ({reason}) => window.told.push(String(reason)));

// Lit warns about this on every page of these tests
window.litIssuedWarnings = new Set(['dev-mode']);

// a path that is served, but not a file
const module = '/server-rendered/page.js';
window.hydrate = () => import(module);
