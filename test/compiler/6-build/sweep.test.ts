import { describe, expect, it } from 'vitest';
import { drawCauchy, drawInverseGamma } from '../../../src/base/random/variates.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { requireValidOrder } from '../../../src/compiler/5-assign/sweep.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel, type Sweep } from '../../samplers/joint-test.js';
import { compileText, datasetOf, type Arrays } from '../4-condition/program.js';
import { compileOpen, type OpenChain, type OpenModel } from '../observed-later.js';

/** A model as the language has it and as a simulator: unknowns in the order of a chain's values. */
interface Simulated {
  readonly text: string;
  readonly data: (y: Float64Array) => Arrays;
  readonly model: JointModel<Float64Array>;
}

/** One observation a group: only the sum of v and s is known well. */
const group = Array.from({ length: 16 }, (_, i) => i + 1);

/** v, s, m, a[16], of which v and s are closed forms beside effects that are integrated out. */
const EFFECTS: Simulated = {
  text: `data { y: real[n] g: index[n] of G }
    v ~ inv_gamma(1.5, 1)  s ~ inv_gamma(1.5, 1)  m ~ normal(0, 1)  a[G] ~ normal(m, var = v)
    observe y ~ normal(a[g], var = s)`,
  data: (y) => ({ y: [...y], g: group }),
  model: {
    drawPrior(stream) {
      const v = drawInverseGamma(stream, 1.5, 1);
      const s = drawInverseGamma(stream, 1.5, 1);
      const m = stream.normal();
      return Float64Array.of(v, s, m, ...group.map(() => m + Math.sqrt(v) * stream.normal()));
    },
    drawData: (stream, unknowns) =>
      Float64Array.from(group, (g) => unknowns[2 + g]! + Math.sqrt(unknowns[1]!) * stream.normal()),
    statistics([v, s, m, ...a], y) {
      const spread = y.reduce((sum, value) => sum + (value - m!) ** 2, 0);
      const effects = a.reduce((sum, value) => sum + (value - m!) ** 2, 0);
      return [v!, s!, m!, a[0]!, effects / v!, spread / (v! + s!), a[0]! * y[0]!];
    },
  },
};

/** tau, m, a[16]: one number moves along a slice, with all else integrated out. */
const ONE_SCALE: Simulated = {
  text: `data { y: real[n] g: index[n] of G }
    tau ~ half_cauchy(1)  m ~ normal(0, 1)  a[G] ~ normal(m, tau)
    observe y ~ normal(a[g], 0.7)`,
  data: (y) => ({ y: [...y], g: group }),
  model: {
    drawPrior(stream) {
      const tau = Math.abs(drawCauchy(stream));
      const m = stream.normal();
      return Float64Array.of(tau, m, ...group.map(() => m + tau * stream.normal()));
    },
    drawData: (stream, unknowns) =>
      Float64Array.from(group, (g) => unknowns[1 + g]! + 0.7 * stream.normal()),
    statistics([tau, m, ...a], y) {
      const spread = y.reduce((sum, value) => sum + (value - m!) ** 2, 0);
      const effects = a.reduce((sum, value) => sum + (value - m!) ** 2, 0);
      const logs = [tau!, effects / tau! ** 2, spread / (tau! ** 2 + 0.49)].map(Math.log);
      return [...logs, m!, Math.atan(a[0]!), Math.atan(a[0]! * y[0]!)];
    },
  },
};

const X = [-1.5, -0.5, 0.2, 1, 2];

/** v1, v2, s, the hidden weight and bias, and the output weight of a network of two units. */
const NETWORK: Simulated = {
  text: `data { y: real[n] x: real[n] }
    v1 ~ inv_gamma(3, 2)  v2 ~ inv_gamma(3, 2)  s ~ inv_gamma(3, 1)
    network f(x) {
      layer hidden = dense(x, 2) { weight ~ normal(0, var = v1) activation = tanh }
      layer output = dense(hidden, 1) { weight ~ normal(0, var = v2) }
    }
    observe y ~ normal(f, var = s)`,
  data: (y) => ({ y: [...y], x: X }),
  model: {
    drawPrior(stream) {
      const v1 = drawInverseGamma(stream, 3, 2);
      const v2 = drawInverseGamma(stream, 3, 2);
      const s = drawInverseGamma(stream, 3, 1);
      const draw = (v: number) => Math.sqrt(v) * stream.normal();
      return Float64Array.of(v1, v2, s, draw(v1), draw(v1), draw(v2), draw(v2));
    },
    drawData: (stream, [, , s, a, b, c, d]) =>
      Float64Array.from(
        X,
        (x) => c! * Math.tanh(a! * x) + d! * Math.tanh(b! * x) + Math.sqrt(s!) * stream.normal(),
      ),
    statistics([v1, v2, s, a, b, c, d], y) {
      const residual = c! * Math.tanh(a! * X[4]!) + d! * Math.tanh(b! * X[4]!) - y[4]!;
      return [v1!, v2!, s!, a! * c!, (a! ** 2 + b! ** 2) / v1!, c! ** 2 / v2!, residual ** 2 / s!];
    },
  },
};

/**
 * A sweep whose moves on densities with blocks integrated out, with the exact draws that follow
 * them, are a single reversible move when taken in either order.
 */
function sweepOf(
  { text, data }: Simulated,
  reorder: (blocks: Chain['blocks']) => Chain['blocks'] = (blocks) => blocks,
): Sweep<Float64Array> {
  let chain: OpenChain | undefined;
  let forward: Chain['blocks'] = [];
  let backward: Chain['blocks'] = [];
  const run = (blocks: Chain['blocks'], stream: RandomStream, unknowns: Float64Array) => {
    chain!.values.set(unknowns);
    // Without warm-up nothing adapts from the second iteration on: steps of length 1.
    for (const block of blocks) block.update(stream, 1, new Float64Array(block.statistics.length));
    unknowns.set(chain!.values);
  };
  const started = ({ createChain, plan: { blocks } }: OpenModel) => {
    const made = createChain({ warmup: 0, adaptDelta: 0.8, maxTreedepth: 5 });
    const of = (wanted: (block: PlannedBlock) => boolean) =>
      made.blocks.filter((_, i) => wanted(blocks[i]!)).reverse();
    const isDraw = ({ normal }: PlannedBlock) =>
      blocks.some(({ integrated = [] }) => normal !== undefined && integrated.includes(normal));
    const first = blocks.findIndex(({ integrated }) => integrated !== undefined);
    const isAfter = (b: PlannedBlock) => blocks.indexOf(b) > blocks.findIndex(isDraw);
    forward = reorder(made.blocks);
    backward = reorder([
      ...of(isAfter),
      ...of((b) => b.integrated !== undefined),
      ...of(isDraw),
      ...of((b) => blocks.indexOf(b) < first),
    ]);
    return made;
  };
  return {
    condition(y) {
      const dataset = datasetOf(data(y));
      chain ??= started(compileOpen(text, dataset));
      chain.observe(dataset);
    },
    forward: (stream, unknowns) => {
      run(forward, stream, unknowns);
    },
    backward: (stream, unknowns) => {
      run(backward, stream, unknowns);
    },
  };
}

const judge = (
  simulated: Simulated,
  sweep: Sweep<Float64Array>,
  replicates: number,
  seed: string,
) => rankTestPValue(simulated.model, sweep, { seed, replicates, length: 5, thin: 1 });

describe('a sweep leaves the posterior as it is', () => {
  it('of effects that are integrated out beside their variances', () => {
    expect(judge(EFFECTS, sweepOf(EFFECTS), 400, 'effects')).toBeGreaterThan(FALSE_ALARM);
  });
  it('of a network whose output layer is integrated out', () => {
    expect(judge(NETWORK, sweepOf(NETWORK), 400, 'network')).toBeGreaterThan(FALSE_ALARM);
  });
  it('of one scale that moves along a slice, its effects integrated out', () => {
    const { plan } = compileText(ONE_SCALE.text, ONE_SCALE.data(new Float64Array(16)));
    expect(plan.blocks.map(({ sampler }) => sampler)).toEqual(['slice', 'gibbs']);
    expect(judge(ONE_SCALE, sweepOf(ONE_SCALE), 250, 'one scale')).toBeGreaterThan(FALSE_ALARM);
  });
  it.each([
    ['v, s', EFFECTS],
    ['tau', ONE_SCALE],
  ])(
    'but not with the effects drawn before the moves of %s that integrate them out',
    (name, of) => {
      const wrong = sweepOf(of, (blocks) => {
        const named = (wanted: string) => blocks.filter((block) => block.name === wanted);
        // Several moves, as one may stay where it is.
        return [...named('m, a'), ...Array.from({ length: 8 }, () => named(name)).flat()];
      });
      expect(judge(of, wrong, 500, 'wrong order')).toBeLessThan(FALSE_ALARM);
    },
  );
});

describe('the order of a sweep', () => {
  const { plan } = compileText(EFFECTS.text, EFFECTS.data(new Float64Array(16)));
  it('is moves on the marginal density, the exact draw, and what is drawn given it', () => {
    expect(plan.blocks.map(({ name, sampler }) => `${name} ${sampler}`)).toEqual([
      'v, s nuts or hmc',
      'm, a gibbs',
      'v gibbs',
      's gibbs',
    ]);
    expect(() => {
      requireValidOrder(plan.blocks);
    }).not.toThrow();
  });
  it.each([
    [[0, 2, 1, 3], 'v reads'],
    [[1, 2, 3, 0], 'integrated out and never drawn'],
    [[0, 2, 3], 'v reads'],
  ])('%j is refused', (order, message) => {
    expect(() => {
      requireValidOrder(order.map((i) => plan.blocks[i]!));
    }).toThrow(message);
  });
});
