import {FLOW_TAGS} from './flow-tags.js';

/** All elements. The tests of the package compare them with the manifest. */
export const ELEMENT_TAGS = [
  ...FLOW_TAGS,
  'budgea-callback',
  'budgea-connection',
  'budgea-connections',
  'budgea-webview',
] as const;
