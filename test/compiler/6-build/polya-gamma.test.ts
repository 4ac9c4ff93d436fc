import { describe, expect, it } from 'vitest';
import { drawPolyaGamma } from '../../../src/base/random/polya-gamma.js';
import type { RandomStream } from '../../../src/base/random/stream.js';
import { constant, mul } from '../../../src/expression/index.js';
import type { Conditional } from '../../../src/compiler/4-condition/conditional.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [-1.2, 0.3, 2, 0.8];
const TRIALS = [1, 2, 5, 1];
const REGRESSION = `data { y: count[n]  t: count[n]  x: real[n] }
  a ~ normal(0, 1)  b ~ normal(0, v)  v ~ inv_gamma(3, 2)
  observe y ~ binomial(t, logits = a + b * x)`;
const ASKED = `${REGRESSION}  infer { b using gibbs  v using slice }`;
const arrays = (y: Float64Array) => ({ y: [...y], t: TRIALS, x: X });

const logits = ([a, b]: Float64Array) => X.map((x) => a! + b! * x);

/** a, b, v, and the auxiliaries of y, which know nothing of y given the logits. */
const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const [a, v] = [stream.normal(), 1 / gammaOfThree(stream)];
    const unknowns = Float64Array.of(a, v * stream.normal(), v);
    const auxiliaries = logits(unknowns).map((l, i) => drawPolyaGamma(stream, TRIALS[i]!, l));
    return Float64Array.of(...unknowns, ...auxiliaries);
  },
  drawData: (stream, unknowns) =>
    Float64Array.from(logits(unknowns), (l, i) => {
      const trials = Array.from(
        { length: TRIALS[i]! },
        () => stream.uniform() < 1 / (1 + Math.exp(-l)),
      );
      return trials.filter(Boolean).length;
    }),
  statistics(unknowns, y) {
    const [a, b, v, ...w] = unknowns;
    const [first] = logits(unknowns);
    const tilted = Math.tanh(Math.abs(first!) / 2) / (2 * Math.abs(first!));
    return [a!, b!, v!, (b! / v!) ** 2, w[0]!, w[2]!, w[0]! / tilted, a! * y[0]! + b! * y[2]!];
  },
};

/** Gamma of shape 3 and rate 2. */
function gammaOfThree(stream: RandomStream): number {
  return (stream.exponential() + stream.exponential() + stream.exponential()) / 2;
}

/** Auxiliaries of another tilt than the logits give. */
function tilted(block: PlannedBlock): PlannedBlock {
  const change = (conditional: Conditional): Conditional => {
    const { form } = conditional;
    if (form.kind !== 'exponential' || form.family.name !== 'polya_gamma') return conditional;
    const [linear, count] = form.natural;
    return { ...conditional, form: { ...form, natural: [mul(constant(9), linear!), count!] } };
  };
  return { ...block, conditionals: block.conditionals.map(change) };
}

describe('a binomial likelihood of logits, by Polya-Gamma auxiliaries', () => {
  it('leaves the posterior, auxiliaries and all, as it is', () => {
    const p = rankTestPValue(model, sweepInTurn(ASKED, arrays), {
      ...{ seed: 'polya-gamma', replicates: 150, length: 5, thin: 1 },
    });
    expect(report('polya-gamma', p)).toBeGreaterThan(FALSE_ALARM);
  });
  it('but not with another tilt than the logits give', () => {
    const p = rankTestPValue(model, sweepInTurn(ASKED, arrays, tilted), {
      ...{ seed: 'tilt', replicates: 150, length: 6, thin: 1 },
    });
    expect(report('tilt', p)).toBeLessThan(FALSE_ALARM);
  });

  const data = arrays(Float64Array.of(1, 0, 3, 1));
  it('is taken where infer asks for the exact draw, and recorded in no draw', () => {
    const { plan, quantities } = compileText(ASKED, data);
    expect(plan.blocks.map(({ name, sampler }) => `${name} ${sampler}`)).toEqual([
      'v slice',
      'a, b gibbs',
      'mixing(y) gibbs',
    ]);
    expect(plan.blocks[2]!.conditional).toBe('polya_gamma(t, sqrt(2 * (0.5 * (a + b * x)^2)))');
    expect(quantities.map(({ name }) => name)).toEqual(['a', 'b', 'v']);
  });
  it('is refused otherwise, with what was measured', () => {
    const { blocks } = compileText(REGRESSION, data).plan;
    expect(blocks[0]!.sampler).toBe('nuts');
    const said = blocks[0]!.refusals.filter(({ form }) => form === 'mixture');
    expect(said).toHaveLength(1);
    expect(said[0]!.because).toContain('normal given a polya_gamma auxiliary for every value of y');
  });
  it('does not make an exact block of what does not enter the logits straight', () => {
    const text = ASKED.replace('b * x)', 'exp(b) * x)').replace('b using', 'a using');
    const { plan } = compileText(text, data);
    const of = (name: string) => plan.blocks.filter((block) => block.name.includes(name));
    expect(of('a').some(({ sampler }) => sampler === 'gibbs')).toBe(true);
    expect(of('b').every(({ sampler }) => sampler !== 'gibbs')).toBe(true);
  });
});
