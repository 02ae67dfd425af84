// Runs before anything else on a page that a server rendered: keeps what the console is told, and takes the page over
// when it is asked to, by the documentation's own module.
window.told = [];
for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
  console[level] = (...words) => window.told.push(words.join(' '));
}
addEventListener('error', ({message}) => window.told.push(message));
addEventListener('unhandledrejection', ({reason}) => window.told.push(String(reason)));

// told on every page of these tests
window.litIssuedWarnings = new Set(['dev-mode']);

// a name that is served, and no file
const module = '/server-rendered/page.js';
window.hydrate = () => import(module);
