import { add } from './add.js';
import { avgPool } from './avg-pool.js';
import { concat } from './concat.js';
import { conv2d } from './conv2d.js';
import { dense } from './dense.js';
import { embedding } from './embedding.js';
import { flatten } from './flatten.js';
import { globalAvgPool } from './global-avg-pool.js';
import { globalMaxPool } from './global-max-pool.js';
import type { Layer } from './layer.js';
import { maxPool } from './max-pool.js';

export const layers: ReadonlyMap<string, Layer> = new Map(
  [
    dense,
    conv2d,
    maxPool,
    avgPool,
    globalMaxPool,
    globalAvgPool,
    flatten,
    add,
    concat,
    embedding,
  ].map((layer) => [layer.name, layer]),
);
