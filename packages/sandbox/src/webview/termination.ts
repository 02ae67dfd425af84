import type {Answer} from './callback.js';

/** What the vendor's element tells its page at the end of a flow. */
interface Termination {
  readonly connectionId?: number;
  readonly connectionIds?: readonly number[];
  readonly connectionDeleted?: boolean;
  readonly code?: string;
  readonly state?: string;
  readonly error?: string;
  readonly errorDescription?: string;
}

/** Returns an answer as the message that ends a flow in a frame. */
export function terminationOf(answer: Answer, sentState: string | undefined): Termination {
  const {connection_id: id, connection_ids: ids, connection_deleted: deleted} = answer;
  const {code, state = sentState, error, error_description: errorDescription} = answer;
  return {
    ...(id !== undefined && {connectionId: Number(id)}),
    ...(ids !== undefined && {connectionIds: ids.split(',').map(Number)}),
    ...(deleted !== undefined && {connectionDeleted: deleted === 'true'}),
    ...(code !== undefined && {code}),
    ...(state !== undefined && {state}),
    ...(error !== undefined && {error}),
    ...(errorDescription !== undefined && {errorDescription}),
  };
}
