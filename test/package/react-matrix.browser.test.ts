import {describeFramework, type Limit, NOT_GIVEN} from '../frameworks/matrix.js';

/** Only a name that the component does not know is left to React, whose version 19 renders no list on a server. */
const REACT_19: readonly Limit[] = [
  {
    for: 'connectorIds-lower',
    gives: {first: NOT_GIVEN},
    in: ['hydrated, defined early', 'hydrated, defined late'],
  },
];

// nothing else is lost, whoever registers the elements, and StrictMode calls no listener twice
for (const [version, limits] of [
  [18, []],
  [19, REACT_19],
] as const) {
  const page = `react-${version}-components`;
  describeFramework(`React ${version}, components`, {page, isRendered: true, limits});
}
