/**
 * Reads a code in the fragment of the address, and goes to the address that has it in the query.
 *
 * No fragment reaches a server. It stays in the address through redirects, until the user sends a form.
 */
export const fragmentScript: string = `const withCode = document.querySelector('meta[name=with-code]').content;
const code = decodeURIComponent(location.hash.slice(1));
if (code !== '') location.replace(new URL(withCode, location.href).href + encodeURIComponent(code));
`;
