import type {RequestEvent} from '@sveltejs/kit';
import {createBackend} from 'budgea-webview/server';
import {SERVICE, userOf, writeToken} from './users';

export const budgea = createBackend<RequestEvent>({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80', // of the emulated service; keep yours out of the code
  getUser: (_, {locals}) => userOf(locals),
  saveToken: writeToken,
});
