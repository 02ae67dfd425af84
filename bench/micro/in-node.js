// Runs one part in a process of its own, so that no part profits from the compiled code of another.
import {measurePart} from './index.js';
import {memoryStorage} from './storage.js';

process.once('message', async ({part, options}) => {
  process.send?.(await measurePart(part, memoryStorage(), options));
  process.disconnect();
});
