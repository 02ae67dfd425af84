import {budgea} from '$lib/server/budgea';
import type {RequestHandler} from './$types';

const answer: RequestHandler = (event) => budgea(event.request, event);

export {answer as DELETE, answer as GET, answer as POST};
