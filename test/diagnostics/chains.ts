import { readFileSync } from 'node:fs';
import type { Sample } from '../../src/diagnostics/sample.js';

/** Chains with what ArviZ computes from them, kept in arviz.json. */
interface Reference {
  readonly name: string;
  readonly chains: readonly (readonly number[])[];
  readonly expected: Readonly<Record<ScalarName, number>> & { readonly e_bfmi: (number | null)[] };
}

type ScalarName =
  | 'rhat'
  | 'rhat_bulk'
  | 'rhat_folded'
  | 'ess_bulk'
  | 'ess_tail'
  | 'ess_mean'
  | 'ess_median'
  | 'mcse_mean'
  | 'mcse_sd'
  | 'mcse_q5'
  | 'mcse_q50'
  | 'mcse_q95'
  | 'mean'
  | 'sd'
  | 'q5'
  | 'q50'
  | 'q95';

export const REFERENCES = (readJson('arviz.json') as { sets: readonly Reference[] }).sets;

export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

export function sampleOf(chains: readonly (readonly number[])[]): Sample {
  const draws = chains[0]!.length;
  return { chains: chains.length, draws, values: Float64Array.from(chains.flat()) };
}
