export { Code, type FunctionLibrary, type Label, type Local, type Operation } from './code.js';
export { Module } from './module.js';
export type { FunctionIndex, FunctionType, MemoryLimits, ValueType } from './types.js';
