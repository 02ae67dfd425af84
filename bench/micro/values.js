// The values for every subject: a connection to reconnect, and the code of the documentation, which needs encoding.
export const DOMAIN = 'demo';
export const CLIENT_ID = '17473055';
export const REDIRECT_URI = 'https://app.example/bank/callback';
export const CODE = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
export const CONNECTION_ID = '46';
export const RETURN_TO = '/accounts?tab=banks';
export const CONTEXT = {from: 'banner'};

/** The addresses for the OAuth libraries. */
export const AUTHORITY = 'https://demo.biapi.pro';
export const AUTHORIZE = `${AUTHORITY}/2.0/auth/webview/reconnect`;
