import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {nodeListener} from 'budgea-webview/server/node';
import {budgea, connectionsOf} from './budgea.js';
import {callbackPage, homePage} from './pages.js';
import {sessionIn, startSession} from './sessions.js';

const elements = await readFile(
  new URL('node_modules/budgea-webview/dist/cdn/budgea-webview.js', import.meta.url),
);
const answerBudgea = nodeListener(budgea);

async function answer(request, response) {
  const [path] = request.url.split('?');
  if (path.startsWith('/api/budgea/')) {
    answerBudgea(request, response);
  } else if (path === '/budgea-webview.js') {
    response.setHeader('content-type', 'text/javascript').end(elements);
  } else if (path === '/callback') {
    response.setHeader('content-type', 'text/html').end(callbackPage());
  } else if (path === '/') {
    const session = sessionIn(request.headers.cookie);
    if (!session) response.setHeader('set-cookie', startSession());
    const connections = await connectionsOf(session?.token);
    response.setHeader('content-type', 'text/html').end(homePage(connections));
  } else {
    response.writeHead(404).end('Not found');
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end('That did not work.');
  });
});

server.listen(3000, () => {
  console.log('http://localhost:3000');
});
