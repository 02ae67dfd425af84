import {
  describeFramework,
  type Framework,
  type Limit,
  type Mode,
  MODES,
  NOT_GIVEN,
  REFUSED,
} from './matrix.js';
import {type Step, STEPS} from './values.js';

const LATE = MODES.filter((mode) => mode.endsWith('late'));
const HYDRATED = MODES.filter((mode) => mode.startsWith('hydrated'));
const UPDATES: readonly Step[] = ['first', 'second'];

/** The value does not arrive: it counts as not given. */
function lost(ids: readonly string[], steps: readonly Step[], modes?: readonly Mode[]): Limit[] {
  return ids.map((id) => {
    const instead = id.startsWith('fetch') ? 'platform-fetch' : NOT_GIVEN;
    return {for: id, gives: Object.fromEntries(steps.map((step) => [step, instead])), in: modes};
  });
}

/** The framework writes an attribute in place of a property. Its text is never read. */
function asAttributes(ids: readonly string[], steps: readonly Step[], modes?: readonly Mode[]): Limit[] {
  return ids.map((id) => {
    // after a code was refused, the user has no button to save it again
    const refused = id.startsWith('saveCode') ? STEPS : steps;
    return {for: id, gives: Object.fromEntries(refused.map((step) => [step, REFUSED])), in: modes};
  });
}

const OBJECTS = ['context-plain', 'connection-plain', 'texts-plain'];
const FUNCTIONS = ['code-plain', 'fetch-plain', 'saveCode-plain'];
const PROPERTIES = [...OBJECTS, ...FUNCTIONS];

const REACT_18: readonly Limit[] = [
  // all is an attribute, and a function is none
  ...asAttributes(OBJECTS, UPDATES),
  ...lost([...FUNCTIONS, 'leave-plain', 'error-plain'], UPDATES),
  ...lost(['result-plain', 'done-plain'], ['first']),
];

const REACT_19: readonly Limit[] = [
  ...asAttributes(OBJECTS, ['first'], ['rendered, defined late']),
  ...lost(FUNCTIONS, ['first'], LATE),
  // hydration sets neither properties nor listeners, until they change
  ...lost([...PROPERTIES, 'leave-plain', 'error-plain', 'result-plain', 'done-plain'], ['first'], HYDRATED),
  // its server renders no lists
  ...lost(['connectorIds-camel', 'connectorIds-lower'], ['first'], HYDRATED),
];

const PREACT: readonly Limit[] = [
  ...asAttributes(OBJECTS, ['first'], LATE),
  ...lost(FUNCTIONS, ['first'], LATE),
  // hydration sets functions only, and its server writes the text of an object
  ...asAttributes(OBJECTS, ['first'], HYDRATED),
];

const SOLID: readonly Limit[] = [
  // it writes the name in lower case
  ...lost(['saveCode-plain'], UPDATES),
  // hydration sets no property until it changes, and its server writes the text of all
  ...asAttributes(PROPERTIES, ['first'], HYDRATED),
  // the first listener stays
  ...['leave-plain', 'error-plain'].map((id) => ({
    for: id,
    gives: {second: `first on ${id}`, none: `first on ${id}`},
  })),
];

const SVELTE: readonly Limit[] = [
  // it decides between property and attribute once for each tag: <budgea-connection> has its object first
  ...asAttributes(
    PROPERTIES.filter((id) => id !== 'connection-plain'),
    UPDATES,
    LATE,
  ),
];

const VUE: readonly Limit[] = [
  ...asAttributes(PROPERTIES, ['first'], LATE),
  // it writes 0 to take a number away from a property
  {for: 'clientId-camel', gives: {none: '0'}, in: ['rendered, defined early']},
  {for: 'maxConnections-camel', gives: {none: REFUSED}, in: ['rendered, defined early']},
];

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  HTML: {page: 'html', isRendered: false, limits: asAttributes(PROPERTIES, UPDATES)},
  Lit: {page: 'lit', isRendered: false, limits: asAttributes(PROPERTIES, UPDATES)},
  'React 18': {page: 'react-18', isRendered: true, limits: REACT_18},
  'React 19': {page: 'react-19', isRendered: true, limits: REACT_19},
  'Preact 10': {page: 'preact-10', isRendered: true, limits: PREACT},
  'Preact 11': {page: 'preact-11', isRendered: true, limits: PREACT},
  Solid: {page: 'solid', isRendered: true, limits: SOLID},
  Vue: {page: 'vue', isRendered: true, limits: VUE},
  Svelte: {page: 'svelte', isRendered: true, limits: SVELTE},
  Angular: {page: 'angular', isRendered: false, limits: asAttributes(PROPERTIES, UPDATES)},
};

for (const [name, framework] of Object.entries(FRAMEWORKS)) describeFramework(name, framework);
