export const tag = 'button';

export function define() {
  // there is nothing to register
}
