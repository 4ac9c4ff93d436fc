import { describe, expect, it } from 'vitest';
import { eBfmi } from '../../src/diagnostics/e-bfmi.js';
import { essBulk, essMean, essQuantile, essTail } from '../../src/diagnostics/ess.js';
import { mcseMean, mcseQuantile, mcseSd } from '../../src/diagnostics/mcse.js';
import { moments } from '../../src/base/numeric/moments.js';
import { quantile } from '../../src/base/numeric/quantile.js';
import { rhat, rhatBulk, rhatFolded } from '../../src/diagnostics/rhat.js';
import { Workspace } from '../../src/diagnostics/workspace.js';
import { REFERENCES, sampleOf } from './chains.js';

describe.each(REFERENCES)('against ArviZ: $name', ({ chains, expected }) => {
  const sample = sampleOf(chains);
  const workspace = new Workspace(sample);
  const sorted = sample.values.slice().sort();

  it.each([
    ['rhat', rhat(sample, workspace)],
    ['rhat_bulk', rhatBulk(sample, workspace)],
    ['rhat_folded', rhatFolded(sample, workspace)],
    ['ess_bulk', essBulk(sample, workspace)],
    ['ess_tail', essTail(sample, workspace)],
    ['ess_mean', essMean(sample, workspace)],
    ['ess_median', essQuantile(sample, 0.5, workspace)],
    ['mcse_mean', mcseMean(sample, workspace)],
    ['mcse_sd', mcseSd(sample, workspace)],
    ['mcse_q5', mcseQuantile(sample, 0.05, workspace)],
    ['mcse_q50', mcseQuantile(sample, 0.5, workspace)],
    ['mcse_q95', mcseQuantile(sample, 0.95, workspace)],
    ['mean', moments(sample.values).mean],
    ['sd', Math.sqrt(moments(sample.values).variance)],
    ['q5', quantile(sorted, 0.05)],
    ['q50', quantile(sorted, 0.5)],
    ['q95', quantile(sorted, 0.95)],
  ] as const)('%s', (name, value) => {
    expect(relativeError(value, expected[name])).toBeLessThan(1e-9);
  });

  it('e_bfmi', () => {
    chains.forEach((chain, k) => {
      const reference = expected.e_bfmi[k];
      if (typeof reference !== 'number') return;
      expect(relativeError(eBfmi(Float64Array.from(chain)), reference)).toBeLessThan(1e-9);
    });
  });
});

function relativeError(value: number, reference: number): number {
  return Math.abs(value - reference) / Math.max(Math.abs(reference), 1e-300);
}
