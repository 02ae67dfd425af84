import express from 'express';
import session from 'express-session';
import {budgea, connectionsOf} from './budgea.js';

const app = express();

app.use(session({secret: 'change me', resave: false, saveUninitialized: true, cookie: {sameSite: 'lax'}}));

// before express.json(), which would read the body first
app.use('/api/budgea', budgea);
app.use(express.json());

app.get('/api/connections', async (request, response) => {
  response.json(await connectionsOf(request.session.token));
});

app.use('/budgea-webview', express.static('node_modules/budgea-webview/dist/cdn'));
app.use(express.static('public', {extensions: ['html']}));

app.listen(3000, () => {
  console.log('http://localhost:3000');
});
