import type {H3Event} from 'h3';
import {createBackend} from 'budgea-webview/server';

const budgea = createBackend<H3Event>({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser: (_, event) => userOf(event),
  saveToken: writeToken,
});

/** Answers GET, POST and DELETE. */
export default defineEventHandler(async (event) => {
  const {method, headers} = event;
  const body = method === 'POST' ? await readRawBody(event, false) : null;
  return budgea(new Request(getRequestURL(event), {method, headers, body: body ?? null}), event);
});
