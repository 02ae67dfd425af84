// Calls the handler of a module for each request, as a function URL of AWS Lambda does: `node lambda.js handler.js`
import {createServer} from 'node:http';
import {buffer} from 'node:stream/consumers';
import {pathToFileURL} from 'node:url';

const {handler} = await import(pathToFileURL(process.argv[2]).href);

createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(502).end();
  });
}).listen(Number(process.env.PORT), '127.0.0.1');

async function answer(request, response) {
  const result = await handler(await eventOf(request), {
    awsRequestId: '1',
    callbackWaitsForEmptyEventLoop: true,
  });
  const {statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false} = result;
  response.writeHead(statusCode, {...headers, ...(cookies.length > 0 && {'set-cookie': cookies})});
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** Returns a request as an event of the payload format 2.0. */
async function eventOf(request) {
  const {cookie, host, ...headers} = request.headers;
  const {pathname, search, searchParams} = new URL(request.url, `http://${host}`);
  const bytes = await buffer(request);
  const isText = /^(text\/|application\/(json|xml|javascript))/.test(headers['content-type'] ?? '');
  const isBase64Encoded = bytes.length > 0 && (!isText || 'content-encoding' in headers);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie !== undefined && {cookies: cookie.split('; ')}),
    headers: {...headers, host},
    ...(search !== '' && {queryStringParameters: Object.fromEntries(searchParams)}),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'function',
      domainName: host,
      domainPrefix: 'function',
      http: {
        method: request.method,
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: '1',
      routeKey: '$default',
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
    ...(bytes.length > 0 && {body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8')}),
    isBase64Encoded,
  };
}
