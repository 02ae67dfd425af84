// Runs a part in its own process, so that it shares no compiled code with another part.
import {measurePart} from './index.js';
import {memoryStorage} from './storage.js';

process.once('message', async ({part, options}) => {
  process.send?.(await measurePart(part, memoryStorage(), options));
  process.disconnect();
});
