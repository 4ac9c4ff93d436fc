import { maxReduce } from '../../expression/index.js';
import { pooling } from './pooling.js';

export const maxPool = pooling(
  'max_pool',
  'The greatest element of each window of the images, channel by channel.',
  maxReduce,
);
