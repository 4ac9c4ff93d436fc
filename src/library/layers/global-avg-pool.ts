import { average } from './average.js';
import { globalPooling } from './pooling.js';

export const globalAvgPool = globalPooling('global_avg_pool', 'The mean of each channel.', average);
