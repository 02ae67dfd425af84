import {createBackend} from 'budgea-webview/server';
import {SERVICE} from '../../../../lib/connections.js';
import {getUser, saveToken} from '../../../../lib/tokens.js';

/** Answers POST /api/budgea/code and POST /api/budgea/token. */
export const POST = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser,
  saveToken,
});
