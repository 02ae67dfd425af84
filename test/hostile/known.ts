/** Corners that are known and not mended yet. Whoever mends one removes it here, so that this list becomes empty. */
export const KNOWN = {
  /** `&AMP;error=…` is not seen as an escaped name. */
  capitalAmp: true,
  /** A start does not notice that `setItem` did nothing. */
  silentWrite: true,
  /** A success counts again if `setItem` did nothing when it was marked as used. */
  silentMark: true,
  /** Hosts with `*`, a capital sharp s or a wrong `xn--` are accepted, though engines read them in two ways. */
  hosts: true,
  /** Results have the prototype of every object. */
  prototypes: true,
  /** Malformed requests that are not refused. */
  rawRequests: ['two Hosts', 'a body that never ends'] as readonly string[],
  /** Names that change the flows when every object has them. */
  pollutedFlows: ['kind', 'payment_state', 'state'] as readonly string[],
  /** Names that change the back end when every object has them. */
  pollutedBackEnd: ['token', 'body', 'status'] as readonly string[],
  /** Names that change the elements when every object has them. */
  pollutedElements: ['hostUpdated', 'renderRoot', 'signal'] as readonly string[],
  /** A token that no header can hold is saved. */
  tokenOfNoHeader: true,
  /** Names that, clobbered, stop a code or a start. */
  clobbered: [] as readonly string[],
};
