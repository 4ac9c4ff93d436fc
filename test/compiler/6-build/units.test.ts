import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { drawPoisson } from '../../../src/base/random/variates.js';
import { constant, substituteAll } from '../../../src/expression/index.js';
import type { Units } from '../../../src/compiler/4-condition/units.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText, type Arrays } from '../4-condition/program.js';
import { restoredChain, saved, startedChain, sweep } from './chains.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [
  [-1.5, 0.3],
  [-0.5, -1],
  [0.2, 1.2],
  [1, 0.4],
  [2, -0.6],
];
const UNITS = 3;

interface Network {
  readonly text: string;
  readonly model: JointModel<Float64Array>;
}

/** Two inputs, three hidden units with biases, and what the sum of their outputs is seen through. */
function network(
  output: string,
  observe: string,
  drawOutput: (stream: RandomStream) => number,
  drawDatum: (stream: RandomStream, f: number) => number,
): Network {
  // Weights by input, as a layer keeps them, biases, outputs.
  const predict = (u: Float64Array, [a, b]: readonly number[]) =>
    Array.from({ length: UNITS }, (_, j) => {
      const into = a! * u[j]! + b! * u[UNITS + j]! + u[2 * UNITS + j]!;
      return u[3 * UNITS + j]! * Math.tanh(into);
    }).reduce((sum, part) => sum + part, 0);
  return {
    text: `data { y: ${observe.includes('poisson') ? 'count' : 'real'}[n]  x: real[n, 2] }
      network f(x) {
        layer hidden = dense(x, ${String(UNITS)}) { weight ~ normal(0, 0.8)  bias ~ normal(0.5, 1)  activation = tanh }
        layer output = dense(hidden, 1) { weight ~ ${output} }
      }
      observe y ~ ${observe}`,
    model: {
      drawPrior(stream) {
        const normals = (n: number, mean: number, sd: number) =>
          Array.from({ length: n }, () => mean + sd * stream.normal());
        const hidden = [...normals(2 * UNITS, 0, 0.8), ...normals(UNITS, 0.5, 1)];
        const outputs = Array.from({ length: UNITS }, () => drawOutput(stream));
        return Float64Array.of(...hidden, ...outputs);
      },
      drawData: (stream, u) => Float64Array.from(X, (x) => drawDatum(stream, predict(u, x))),
      statistics(u, y) {
        const misfit = X.reduce((sum, x, i) => sum + (y[i]! - predict(u, x)) ** 2, 0);
        const outputs = u.slice(3 * UNITS);
        return [
          ...[u[0]!, u[2 * UNITS]!, outputs[0]!, u[1]! * outputs[1]!, misfit],
          outputs.reduce((sum, w) => sum + w ** 2, 0),
        ];
      },
    },
  };
}

const normalTarget = network(
  'normal(0, 1.5)',
  'normal(f, 0.5)',
  (stream) => 1.5 * stream.normal(),
  (stream, f) => f + 0.5 * stream.normal(),
);
const counts = network(
  'normal(0, 0.7)',
  'poisson(exp(f))',
  (stream) => 0.7 * stream.normal(),
  (stream, f) => drawPoisson(stream, Math.exp(f)),
);
const laplaceOutput = network(
  'laplace(0, 1)',
  'normal(f, 0.5)',
  (stream) => (stream.uniform() < 0.5 ? -1 : 1) * stream.exponential(),
  (stream, f) => f + 0.5 * stream.normal(),
);

const arrays = (y: Float64Array): Arrays => ({ y: [...y], x: X });
const unitsIn = ({ text }: Network): Units =>
  compileText(text, arrays(new Float64Array(X.length))).plan.blocks.find((b) => b.units)!.units!
    .units;

/** The unit block alone, which is its own reverse. */
function judge(
  { text, model }: Network,
  plant: (units: Units) => Units = (units) => units,
): number {
  const only = (block: PlannedBlock) =>
    block.units && { ...block, units: { ...block.units, units: plant(block.units.units) } };
  const moves = sweepInTurn(text, arrays, only);
  return rankTestPValue(model, moves, { seed: 'units', replicates: 250, length: 5, thin: 1 });
}

describe('units moved one after the other', () => {
  it('are found in the graph, with what is drawn after them and what is held', () => {
    const found = (units: Units) =>
      [units.turned, units.drawn].map((members) =>
        members.map(({ variable, axis }) => [variable.name, axis]),
      );
    const hidden = [
      ['f.hidden.weight', 1],
      ['f.hidden.bias', 0],
    ];
    expect(found(unitsIn(normalTarget))).toEqual([hidden, [['f.output.weight', 0]]]);
    expect(found(unitsIn(counts))).toEqual([[...hidden, ['f.output.weight', 0]], []]);
    expect(found(unitsIn(laplaceOutput))).toEqual([hidden, []]);
    expect(unitsIn(laplaceOutput).view.held).toHaveLength(1);
  });

  it.each([
    ['their outputs integrated out and drawn', normalTarget],
    ['their outputs turned with them', counts],
    ['their outputs held', laplaceOutput],
  ])('leave the posterior as it is, %s', (name, given) => {
    expect(report(name, judge(given))).toBeGreaterThan(FALSE_ALARM);
  });

  it('but not with sums that do not follow the moves', () => {
    const stale = (units: Units): Units => {
      const zero = new Map(
        [...units.turned, ...units.drawn].map(({ slice }) => [slice, constant(0, slice.shape)]),
      );
      const sums = units.view.sums.map((sum) => ({
        ...sum,
        own: substituteAll([sum.own], zero)[0]!,
      }));
      return { ...units, view: { ...units.view, sums } };
    };
    expect(report('stale', judge(counts, stale))).toBeLessThan(FALSE_ALARM);
  });

  it('nor with the likelihood left out', () => {
    const without = (units: Units): Units => ({ ...units, logDensity: constant(0) });
    expect(report('left out', judge(normalTarget, without))).toBeLessThan(FALSE_ALARM);
  });

  it('go on to the same bits from a saved state', () => {
    const model = compileText(normalTarget.text, arrays(Float64Array.of(1, 0, 2, -1, 0.5)));
    const whole = startedChain(model, 40);
    sweep(whole, 0, 30);
    const kept = saved(whole);
    sweep(whole, 30, 60);
    const resumed = restoredChain(model, 40, kept);
    sweep(resumed, 30, 60);
    expect([...resumed.values]).toEqual([...whole.values]);
  });
});
