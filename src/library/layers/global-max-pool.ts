import { maxReduce } from '../../expression/index.js';
import { globalPooling } from './pooling.js';

export const globalMaxPool = globalPooling(
  'global_max_pool',
  'The greatest element of each channel.',
  maxReduce,
);
