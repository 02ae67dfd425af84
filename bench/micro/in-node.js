// A process of its own for each part: what one part compiles is not the next one's.
import {measurePart} from './index.js';
import {memoryStorage} from './storage.js';

process.once('message', async ({part, options}) => {
  process.send?.(await measurePart(part, memoryStorage(), options));
  process.disconnect();
});
