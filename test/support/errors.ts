import {expect} from 'chai';
import {FlowError} from '../../src/flows/index.js';

/** Returns the `FlowError` that a call throws. */
export function errorOf(run: () => unknown): FlowError {
  try {
    run();
  } catch (error) {
    expect(error).to.be.instanceOf(FlowError);
    return error as FlowError;
  }
  throw new Error('nothing was thrown');
}

/** Returns the `FlowError` that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<FlowError> {
  const [outcome] = await Promise.allSettled([promise]);
  return errorOf(() => {
    if (outcome.status === 'rejected') throw outcome.reason;
  });
}
