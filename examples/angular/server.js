import {createServer} from 'node:http';
import {createRequestListener} from '@remix-run/node-fetch-server';
import {backEnd} from './back-end.js';

createServer(createRequestListener(backEnd)).listen(3001, 'localhost');
