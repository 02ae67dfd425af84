/**
 * Fired when `<budgea-connections>` has loaded, and whenever one of its counts changes: for a badge, for example. Each
 * connection counts once; those that are in none of the last three are connected.
 */
export class BudgeaConnectionsEvent extends Event {
  /** How many connections the user has. */
  declare readonly total: number;
  /** How many of them ask something of the user. */
  declare readonly actionRequired: number;
  /** How many work, but need a new consent soon. */
  declare readonly endingSoon: number;
  /** How many are being fetched. */
  declare readonly fetching: number;

  constructor(counts: ConnectionCounts) {
    super('budgea-connections', {bubbles: true, composed: true});
    Object.assign(this, counts);
  }
}

/** What the event counts. */
export type ConnectionCounts = Readonly<
  Record<'total' | 'actionRequired' | 'endingSoon' | 'fetching', number>
>;

declare global {
  interface GlobalEventHandlersEventMap {
    'budgea-connections': BudgeaConnectionsEvent;
  }
}
