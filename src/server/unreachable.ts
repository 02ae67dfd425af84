/** What the system says if the service is not reachable, and what it means. */
export const UNREACHABLE_REASONS = {
  ENOTFOUND: 'DNS does not know its host. Check `domain` and `baseUrl`.',
  EAI_AGAIN: 'DNS did not answer. Check the network and the name server of this machine.',
  ECONNREFUSED:
    'Its host refused the connection. Check `baseUrl` and its port, and whether the service runs.',
  ECONNRESET: 'The connection was closed too early.',
  EPIPE: 'The connection was closed too early.',
  UND_ERR_SOCKET: 'The connection was closed too early.',
  ETIMEDOUT:
    'Its host did not take the connection in time. Check the firewall and the proxy of this machine.',
  UND_ERR_CONNECT_TIMEOUT:
    'Its host did not take the connection in time. Check the firewall and the proxy of this machine.',
  EHOSTUNREACH: 'There is no way to its host. Check the network of this machine.',
  ENETUNREACH: 'There is no way to its host. Check the network of this machine.',
  CERT_HAS_EXPIRED: 'Its certificate has expired. Check the clock of this machine, too.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet. Check the clock of this machine.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host. Check `domain` and `baseUrl`.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself, so this machine does not trust it.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Its certificate comes from an authority that this machine does not trust, such as that of a proxy.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'Its certificate comes from an authority that this machine does not trust, such as that of a proxy.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Its certificate comes without those of its authority, so this machine does not trust it.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not speak TLS there. Check `baseUrl`: is it http, or another port?',
  HPE_INVALID_CONSTANT: 'It does not speak HTTP there. Check `baseUrl` and its port.',
} as const;

/** Why the service is not reachable: a code of the system, as Node's `fetch` reports it. */
export type UnreachableReason = keyof typeof UNREACHABLE_REASONS;

/** How many errors are looked at: each may have a cause, or hold one error for each address of a host. */
const MAX_ERRORS = 10;

/** Returns why a call failed, if the error of `fetch` or one of its causes says so. Nothing else of it is read. */
export function unreachableReason(error: unknown): UnreachableReason | undefined {
  const errors = [error];
  for (let index = 0; index < errors.length && index < MAX_ERRORS; index += 1) {
    const one = errors[index];
    if (!(one instanceof Error)) continue;
    const {code, cause, errors: others} = one as {code?: unknown; cause?: unknown; errors?: unknown};
    if (typeof code === 'string' && Object.hasOwn(UNREACHABLE_REASONS, code))
      return code as UnreachableReason;
    errors.push(cause, ...(Array.isArray(others) ? (others as unknown[]) : []));
  }
  return undefined;
}

/** Says in words why the service is not reachable. */
export function unreachableMessage(reason: UnreachableReason): string {
  return `The service is not reachable. ${UNREACHABLE_REASONS[reason]}`;
}
