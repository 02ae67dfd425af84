/** Fired when `<budgea-connections>` has loaded, and whenever one of its counts changes: for a badge, for example. */
export class BudgeaConnectionsEvent extends Event {
  /** How many connections the user has. */
  readonly total: number;
  /** How many of them ask something of the user. */
  readonly actionRequired: number;
  /** How many work, but need a new consent soon. */
  readonly endingSoon: number;
  /** How many are being fetched. */
  readonly fetching: number;

  constructor({total, actionRequired, endingSoon, fetching}: ConnectionCounts) {
    super('budgea-connections', {bubbles: true, composed: true});
    this.total = total;
    this.actionRequired = actionRequired;
    this.endingSoon = endingSoon;
    this.fetching = fetching;
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
