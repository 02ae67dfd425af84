/** Where the emulation stands, below the site's own base. */
export const ADDRESSES = {
  /** The emulated service: the elements' `base-url`. */
  service: 'live/service',
  /** The emulated site's own back end. */
  api: 'live/api',
  /** The callback page, which is a page of the site. */
  callback: 'live/callback.html',
} as const;
