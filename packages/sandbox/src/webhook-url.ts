/** Returns what is wrong with the address of a webhook, as the end of a sentence. */
export function webhookUrlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an absolute address, such as http://localhost:3000/webhooks';
  const {protocol, username, password} = new URL(text);
  if (!/^https?:$/.test(protocol)) return 'must be an address of http: or https:';
  return username === '' && password === '' ? undefined : 'must have no user and no password';
}
