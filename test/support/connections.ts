/** A connection as the back end answers it: one that works, with changes. */
export function connection(id: string, more: object = {}): object {
  return {
    id,
    bank: {name: `Banque ${id}`, color: '1a73e8', uuid: null},
    state: null,
    remedy: {kind: 'none', who: 'nobody', action: 'none'},
    accounts: {count: 3, errors: []},
    createdAt: '2026-01-10T10:00:00Z',
    updatedAt: '2026-01-12T08:30:00Z',
    nextTryAt: null,
    isFetching: false,
    sources: [],
    consentEndsAt: null,
    sameBankAs: [],
    ...more,
  };
}

/** The first synchronisation of a connection that was just made. */
export const FETCHING = {
  remedy: {kind: 'first-sync', who: 'nobody', action: 'wait'},
  accounts: {count: 0, errors: []},
  isFetching: true,
  createdAt: null,
  updatedAt: null,
};

/** A connection whose bank refused the sign-in details. */
export const WRONGPASS = {
  state: 'wrongpass',
  remedy: {kind: 'known', error: 'wrongpass', who: 'user', action: 'reconnect'},
};

/** A connection whose consent ends in some days. */
export function endingIn(days: number): object {
  const consentEndsAt = new Date(Date.now() + days * 86_400_000).toISOString();
  return {remedy: {kind: 'none', who: 'nobody', action: 'none', consentEndsAt, consentEndsSoon: true}};
}
