import {createBackend} from 'budgea-webview/server';
import {SERVICE} from '../../../../lib/connections.js';
import {getUser, saveToken} from '../../../../lib/tokens.js';

const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser,
  saveToken,
});

export {budgea as DELETE, budgea as GET, budgea as POST};
