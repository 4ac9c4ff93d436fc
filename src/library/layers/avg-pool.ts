import { average } from './average.js';
import { pooling } from './pooling.js';

export const avgPool = pooling(
  'avg_pool',
  'The mean of each window of the images, channel by channel.',
  average,
);
