import {budgea} from '../budgea.server.js';

const answer = ({request}) => budgea(request);

// a loader answers GET, and an action POST and DELETE
export {answer as action, answer as loader};
