export { describe, type Description } from './describe.js';
export { diagnose, type Diagnosis } from './diagnose.js';
export type { Finding } from './finding.js';
export type { QuantitySummary } from './quantities.js';
export type { BlockSummary, SamplerSummary } from './sampler.js';
