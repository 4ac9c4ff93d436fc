export { emitElementwise } from './elementwise.js';
export type { Lanes } from '../../elementwise/float-format.js';
export type { Machine } from './wasm-vector-code.js';
