import { add } from './add.js';
import { dense } from './dense.js';
import type { Layer } from './layer.js';

export const layers: ReadonlyMap<string, Layer> = new Map(
  [dense, add].map((layer) => [layer.name, layer]),
);
