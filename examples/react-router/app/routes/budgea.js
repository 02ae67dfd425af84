import {budgea} from '../budgea.server.js';

/** Answers POST /api/budgea/code and POST /api/budgea/token. */
export function action({request}) {
  return budgea(request);
}
