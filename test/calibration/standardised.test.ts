import { describe, expect, it } from 'vitest';
import type { GaussianBlock } from '../../src/compiler/4-condition/gaussian.js';
import { requireValidOrder } from '../../src/compiler/5-assign/sweep.js';
import type { PlannedBlock } from '../../src/compiler/5-assign/plan.js';
import { compileText, datasetOf } from '../compiler/4-condition/program.js';
import { FALSE_ALARM } from '../samplers/budget.js';
import { sweepPValue, type Judged } from './sweep-joint.js';

const ROWS = 12;
const each = <T>(of: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => of(i));
const DATA = {
  y: each((i) => i % 2),
  x: each((i) => 1.5 * Math.sin(1 + 7 * i)),
  g: each((i) => 1 + (i % 4)),
  G: 4,
};

interface Effects extends Judged {
  readonly replications: number;
  /** A prior of the sweep that is not the one that unknowns are drawn from. */
  readonly fault: string;
}

const GIVEN = { data: datasetOf(DATA), target: 'y', warmup: 200, sweeps: 4 };

/** Effects without a closed form, whose mean is normal given them. */
const EFFECTS: Readonly<Record<string, Effects>> = {
  effects: {
    ...GIVEN,
    text: `data { y: bool[n]  g: index[n] of G }
      m ~ normal(0, 1)  tau ~ half_normal(1)  b[G] ~ normal(m, tau)
      observe y ~ bernoulli(logits = b[g])`,
    quantities: ['m', 'tau', 'b[1]', 'b[3]'],
    replications: 8000,
    fault: 'tau ~ half_normal(0.7)',
  },
  'vectors of effects': {
    ...GIVEN,
    text: `data { y: bool[n]  x: real[n]  g: index[n] of G }
      m[2] ~ normal(0, 1)  tau[2] ~ half_normal(1)  L[2, 2] ~ lkj_corr_cholesky(1)
      b[G, 2] ~ multi_normal(m, sd = tau, cholesky_corr = L)
      observe y ~ bernoulli(logits = b[g, 1] + b[g, 2] * x)`,
    quantities: ['m[1]', 'm[2]', 'tau[1]', 'tau[2]', 'L[3]', 'b[1]', 'b[2]', 'b[7]'],
    replications: 4000,
    fault: 'L ~ lkj_corr_cholesky(0.4)',
  },
};

const isStandardised = ({ standardised = [] }: PlannedBlock) => standardised.length > 0;

describe.each(Object.entries(EFFECTS))('scales that move with standardised %s', (_, judged) => {
  const { text, replications, fault } = judged;
  const { plan } = compileText(text, DATA);
  const [out] = plan.blocks.flatMap(({ integrated = [] }) => integrated) as [GaussianBlock];
  const move = plan.blocks.find(isStandardised)!;

  it('leaves the joint distribution as it is, with the mean that they are relative to held', () => {
    expect(move.integrated).toBeUndefined();
    const { pValue, each: by } = sweepPValue(judged, replications, 'standardised');
    if (process.env.BNN_P_VALUES) console.log(pValue, by);
    expect(pValue).toBeGreaterThan(FALSE_ALARM);
  }, 120_000);

  it('but not with another prior', () => {
    expect(sweepPValue(judged, replications, 'standardised', [fault]).pValue).toBeLessThan(
      FALSE_ALARM,
    );
  }, 120_000);

  it('and not with what they are relative to integrated out, which is refused', () => {
    const wrong = plan.blocks.map((block) =>
      block === move ? { ...block, integrated: [out] } : block,
    );
    expect(() => {
      requireValidOrder(wrong);
    }).toThrow('has coordinates that read m, integrated out');
  });
});

describe('a scale that moves with effects relative to a mean that is integrated out', () => {
  const { effects } = EFFECTS as { effects: Effects };
  it('comes out wrong', () => {
    const move = compileText(effects.text, DATA).plan.blocks.find(isStandardised)!;
    // In the place of the move that may.
    const replaced = (block: PlannedBlock) => {
      if (isStandardised(block)) return undefined;
      return block.integrated ? { ...move, integrated: block.integrated } : block;
    };
    const { pValue } = sweepPValue({ ...effects, replaced }, effects.replications, 'standardised');
    expect(pValue).toBeLessThan(FALSE_ALARM);
  }, 120_000);
});
