import {type Flow, FLOWS} from '../../src/service/parameters.js';

/** The elements that start a flow, one for each. */
export const FLOW_TAGS = (Object.keys(FLOWS) as Flow[]).map((flow) => `budgea-${flow}` as const);
