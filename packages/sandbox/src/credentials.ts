/** The code in the text messages of every bank. */
export const ONE_TIME_CODE = '123456';

/** The password that every bank refuses. Any other is accepted. */
export const WRONG_PASSWORD = 'wrong';
