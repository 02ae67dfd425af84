/** The path that an app is served under. */
export const BASE = document.documentElement.dataset['base'] ?? '/';

/** Where the callback's code is handed over: the test answers. */
export const TOKEN_URL = '/routers/token';
