import {readFile} from 'node:fs/promises';
import {csrfSync} from 'csrf-sync';
import express from 'express';
import session from 'express-session';
import {budgea, connectionsOf} from './budgea.js';

const app = express();
const {csrfSynchronisedProtection, generateToken} = csrfSync();

app.use(session({secret: 'change me', resave: false, saveUninitialized: false, cookie: {sameSite: 'lax'}}));

// every POST below must have the session's token in the header X-CSRF-Token
app.use(csrfSynchronisedProtection);

// before express.json(), which would read the body first
app.use('/api/budgea', budgea);
app.use(express.json());

app.get('/api/connections', async (request, response) => {
  response.json(await connectionsOf(request.session.token));
});

/** Answers a page that has the CSRF token of the visitor's session. */
const page = (name) => async (request, response) => {
  const html = await readFile(`pages/${name}.html`, 'utf8');
  response.set('cache-control', 'no-store').send(html.replace('{{csrf-token}}', generateToken(request)));
};
app.get('/', page('index'));
app.get('/callback', page('callback'));

app.use('/budgea-webview', express.static('node_modules/budgea-webview/dist/cdn'));
app.use(express.static('public'));

app.listen(3000, () => {
  console.log('http://localhost:3000');
});
