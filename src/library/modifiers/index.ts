import type { Modifier } from './modifier.js';
import { ordered } from './ordered.js';

export type { Modifier } from './modifier.js';

export const modifiers: ReadonlyMap<string, Modifier> = new Map(
  [ordered].map((modifier) => [modifier.name, modifier]),
);
