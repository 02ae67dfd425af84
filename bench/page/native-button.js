export const tag = 'button';

export function define() {
  // a native button is not registered
}
