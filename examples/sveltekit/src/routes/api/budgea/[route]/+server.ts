import {budgea} from '$lib/server/budgea';
import type {RequestHandler} from './$types';

/** Answers POST /api/budgea/code and POST /api/budgea/token. */
export const POST: RequestHandler = (event) => budgea(event.request, event);
