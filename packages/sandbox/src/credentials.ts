/** The one-time code of every bank. */
export const ONE_TIME_CODE = '123456';

/** A password that every bank refuses. */
export const WRONG_PASSWORD = 'wrong';
