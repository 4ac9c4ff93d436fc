export { emitElementwise } from './elementwise.js';
export type { Lanes } from './float-format.js';
export type { Machine } from './vector-code.js';
