export { parse, parsePriorOverride, type Parsed, type ParsedOverride } from './parse.js';
export { printProgram } from './print.js';
export type * from './program.js';
