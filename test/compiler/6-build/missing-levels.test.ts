import { describe, expect, it } from 'vitest';
import { constant, evaluate, mul } from '../../../src/expression/index.js';
import { lgamma } from '../../../src/base/numeric/gamma-function.js';
import { condition } from '../../../src/compiler/4-condition/index.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';
import { sweepInTurn } from './sweep-in-turn.js';

const MU = [-1, 0.4, 1.5];
const G = [1, NaN, 2, 3, NaN, 2];
const Y = [-0.6, 0.2, 0.7, 1.1, 1.2, 0.1];
const LEVELS = [1, 2, 3];
const TOTAL = 2.4;

/** Chances of levels unknown, which couples the cells, and means of the levels given. */
const program = (
  sd: number,
  more = '',
) => `data { y: real[n]  g: index[n] of G missing  mu: real[G]  t: real }
  theta[G] ~ dirichlet(0.8)
  observe g ~ categorical(probs = theta)
  observe y ~ normal(mu[g], ${String(sd)})  ${more}`;
const JOINED = 'observe t ~ normal(sum(mu[g]), 1)';
const DATA = { y: Y, g: G, mu: MU, t: TOTAL, G: 3 };

/** The chance of each pair of levels, theta integrated out. */
function exact(isJoined: boolean): number[] {
  const weights = LEVELS.flatMap((first) =>
    LEVELS.map((second) => {
      const g = G.map((level, i) => (i === 1 ? first : i === 4 ? second : level));
      const counts = LEVELS.map((level) => g.filter((other) => other === level).length);
      const means = g.map((level) => MU[level - 1]!);
      const squares = means.reduce((sum, mean, i) => sum + (Y[i]! - mean) ** 2, 0);
      const sum = means.reduce((a, b) => a + b, 0);
      const prior = counts.reduce((total, count) => total + lgamma(count + 0.8), 0);
      return Math.exp(prior - squares / 2 - (isJoined ? (TOTAL - sum) ** 2 / 2 : 0));
    }),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

function pValue(text: string, expected: readonly number[]): number {
  const compiled = compileText(text, DATA);
  const { offset } = compiled.quantities.find(({ name }) => name === 'g.missing')!;
  const shares = Array.from({ length: 30 }, (_, seed) => {
    const chain = startedChain(compiled, 0, String(seed));
    const counts = new Array<number>(9).fill(0);
    for (let i = 0; i < 520; i++) {
      sweep(chain, i, i + 1, String(seed));
      const [first, second] = chain.values.subarray(offset, offset + 2) as unknown as [
        number,
        number,
      ];
      const state = 3 * (first - 1) + second - 1;
      if (i >= 20) counts[state] = counts[state]! + 1 / 500;
    }
    return counts;
  });
  const states = [...expected.keys()].filter((state) => expected[state]! > 0.01);
  return smallestPValue(
    states.map((state) => {
      const values = shares.map((row) => row[state]! - expected[state]!);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      return normalPValue(mean / Math.sqrt(squares / (values.length - 1) / values.length));
    }),
  );
}

describe('missing levels are visited as enumeration says', () => {
  it.each([
    ['by rows', program(1), false],
    ['joined by a sum over rows', program(1, JOINED), true],
  ] as const)('%s', (name, text, isJoined) => {
    expect(report(name, pValue(text, exact(isJoined)))).toBeGreaterThan(FALSE_ALARM);
  });

  it('and another error of the data is caught', () => {
    expect(report('other error', pValue(program(1.4), exact(false)))).toBeLessThan(FALSE_ALARM);
  });
});

describe('the conditional of missing levels', () => {
  const formOf = (text: string, data = {}) => {
    const { graph } = compileText(text, { ...DATA, ...data });
    const { form } = condition(graph).find(({ variable }) => variable.name === 'g.missing')!;
    if (form.kind !== 'discrete') throw new Error('not discrete');
    return { form, graph };
  };

  it.each([
    ['an index', 'observe y ~ normal(mu[g], 1)'],
    [
      'an embedding and a layer after it',
      `network f(g) {
        layer e = embedding(g, 2)  { weight ~ normal(0, 1) }
        layer h = dense(e, 3)  { weight ~ normal(0, 1)  bias ~ normal(0, 1)  activation = tanh }
        layer o = dense(h, 1)  { weight ~ normal(0, 1) }
      }  observe y ~ normal(f, 1)`,
    ],
  ])('goes by cells through %s, and changes as the joint does', (_, observe) => {
    const { form, graph } = formOf(
      `data { y: real[n]  g: index[n] of G missing  mu: real[G] }
      theta[G] ~ dirichlet(0.8)  observe g ~ categorical(probs = theta)  ${observe}`,
    );
    expect(form.counts).toEqual([3, 3]);
    const others = [...graph.variables.values()].filter(({ name }) => name !== 'g.missing');
    const inputs = (first: number, second: number) =>
      new Map([
        ...others.map(({ name, shape }): [string, Float64Array] => [
          name,
          Float64Array.from(
            { length: shape.reduce((a, b) => a * b, 1) },
            (_, i) => 0.2 + 0.3 * ((i * 7) % 4),
          ),
        ]),
        ['g.missing', Float64Array.of(first, second)] as const,
      ]);
    const joint = (first: number, second: number) =>
      evaluate(
        graph.factors.map(({ logDensity }) => logDensity),
        inputs(first, second),
      ).reduce((sum, [value]) => sum + value!, 0);
    const own = (first: number, second: number) =>
      evaluate([form.elementwise!], inputs(first, second))[0]!.reduce((a, b) => a + b, 0);
    for (const [first, second] of [
      [1, 3],
      [2, 2],
      [3, 1],
    ] as const) {
      expect(joint(first, second) - joint(1, 1)).toBeCloseTo(own(first, second) - own(1, 1), 10);
    }
  });

  it('joins cells that a sum over rows joins', () => {
    expect(formOf(program(1, JOINED)).form.joined?.others).toHaveLength(1);
  });
});

const GIVEN = [1, NaN, 2, NaN];

/** Unknown chances and means of two levels, 4 rows of which 2 lack the level. */
const model: JointModel<{ readonly y: Float64Array; readonly g: readonly number[] }> = {
  drawPrior(stream) {
    const p = stream.uniform();
    const level = () => (stream.uniform() < p ? 1 : 2);
    return Float64Array.of(p, 1 - p, stream.normal(), stream.normal(), level(), level());
  },
  drawData(stream, u) {
    const level = () => (stream.uniform() < u[0]! ? 1 : 2);
    const own = [level(), u[4]!, level(), u[5]!];
    const y = Float64Array.from(own, (k) => u[1 + k]! + 0.5 * stream.normal());
    return { y, g: own.map((k, i) => (Number.isNaN(GIVEN[i]!) ? NaN : k)) };
  },
  statistics(u, { y }) {
    const miss = (row: number, cell: number) => (y[row]! - u[1 + u[cell]!]!) ** 2;
    return [u[0]!, u[2]!, u[4]!, u[4]! * u[2]!, miss(1, 4), miss(3, 5), Math.abs(u[4]! - u[5]!)];
  },
};
const JOINT = `data { y: real[n]  g: index[n] of G missing }
  theta[G] ~ dirichlet(1)  mu[G] ~ normal(0, 1)
  observe g ~ categorical(probs = theta)
  observe y ~ normal(mu[g], 0.5)`;

/** Levels drawn with equal chances. */
function fault(block: PlannedBlock): PlannedBlock {
  return {
    ...block,
    conditionals: block.conditionals.map((conditional) => {
      const { form } = conditional;
      if (form.kind !== 'discrete') return conditional;
      return {
        ...conditional,
        form: { ...form, elementwise: mul(constant(0), form.elementwise!) },
      };
    }),
  };
}

describe('missing levels with chances and means', () => {
  const ranks = (replaced?: typeof fault) =>
    rankTestPValue(
      model,
      sweepInTurn<{ readonly y: Float64Array; readonly g: readonly number[] }>(
        JOINT,
        ({ y, g }) => ({ y: [...y], g, G: 2 }),
        replaced,
        ({ g }) => g.join(),
      ),
      { seed: 'missing levels', replicates: 700, length: 5, thin: 2 },
    );

  it('have uniform ranks in the joint', { timeout: 240_000 }, () => {
    expect(report('levels', ranks())).toBeGreaterThan(FALSE_ALARM);
  });

  it('equal chances are caught', { timeout: 240_000 }, () => {
    expect(report('levels, fault', ranks(fault))).toBeLessThan(FALSE_ALARM);
  });
});
