/** The paths of the emulation, below the base of the site. */
export const ADDRESSES = {
  /** The emulated service: the elements' `base-url`. */
  service: 'live/service',
  /** The back end of the emulated site. */
  api: 'live/api',
  /** The callback page, a page of the documentation site. */
  callback: 'live/callback.html',
} as const;
