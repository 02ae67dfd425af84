import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {budgea, connectionsOf} from './budgea.js';
import {callbackPage, homePage} from './pages.js';
import {session} from './session.js';

const app = new Hono();

app.use(session);
app.all('/api/budgea/*', budgea);
app.get('/', async (c) => c.html(homePage(await connectionsOf(c.get('session').token))));
app.get('/callback', (c) => c.html(callbackPage()));
app.get('/budgea-webview.js', serveStatic({path: 'node_modules/budgea-webview/dist/cdn/budgea-webview.js'}));

serve({fetch: app.fetch, port: 3000}, () => {
  console.log('http://localhost:3000');
});
