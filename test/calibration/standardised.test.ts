import { describe, expect, it } from 'vitest';
import type { GaussianBlock } from '../../src/compiler/4-condition/gaussian.js';
import { requireValidOrder } from '../../src/compiler/5-assign/sweep.js';
import type { PlannedBlock } from '../../src/compiler/5-assign/plan.js';
import { compileText, datasetOf } from '../compiler/4-condition/program.js';
import { FALSE_ALARM } from '../samplers/budget.js';
import { sweepPValue, type Judged } from './sweep-joint.js';

const ROWS = 12;
const each = <T>(of: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => of(i));
const DATA = { y: each((i) => i % 2), g: each((i) => 1 + (i % 4)), G: 4 };
const REPLICATIONS = 8000;

/** Effects without a closed form, whose mean is normal given them. */
const EFFECTS: Judged = {
  text: `data { y: bool[n]  g: index[n] of G }
    m ~ normal(0, 1)  tau ~ half_normal(1)  b[G] ~ normal(m, tau)
    observe y ~ bernoulli(logits = b[g])`,
  data: datasetOf(DATA),
  quantities: ['m', 'tau', 'b[1]', 'b[3]'],
  ...{ target: 'y', warmup: 200, sweeps: 4 },
};

const isStandardised = ({ standardised = [] }: PlannedBlock) => standardised.length > 0;

describe('a scale that moves with standardised values', () => {
  const { plan } = compileText(EFFECTS.text, DATA);
  const [out] = plan.blocks.flatMap(({ integrated = [] }) => integrated) as [GaussianBlock];
  const move = plan.blocks.find(isStandardised)!;

  it('leaves the joint distribution as it is, with the mean that they are relative to held', () => {
    expect(move.integrated).toBeUndefined();
    const { pValue } = sweepPValue(EFFECTS, REPLICATIONS, 'standardised');
    expect(pValue).toBeGreaterThan(FALSE_ALARM);
  }, 120_000);

  it('but not with that integrated out', () => {
    // In the place of the move that may.
    const replaced = (block: PlannedBlock) => {
      if (isStandardised(block)) return undefined;
      return block.integrated ? { ...move, integrated: block.integrated } : block;
    };
    const wrong = { ...EFFECTS, replaced };
    expect(sweepPValue(wrong, REPLICATIONS, 'standardised').pValue).toBeLessThan(FALSE_ALARM);
  }, 120_000);

  it('which is refused', () => {
    const wrong = plan.blocks.map((block) =>
      block === move ? { ...block, integrated: [out] } : block,
    );
    expect(() => {
      requireValidOrder(wrong);
    }).toThrow('has coordinates that read m, integrated out');
  });
});
