import { describe, expect, it } from 'vitest';
import { drawInverseGamma } from '../../../src/base/random/variates.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [-1.5, -0.5, 0.2, 1, 2];

const network = (output: string) => `data { y: real[n] x: real[n] }
  v ~ inv_gamma(3, 1)  w ~ ${output === 's' ? 'half_normal(1)' : 'inv_gamma(3, 2)'}
  network f(x) {
    layer hidden = dense(x, 2) { weight ~ normal(0, var = v) activation = tanh }
    layer output = dense(hidden, 1) { weight ~ normal(0, ${output === 's' ? 'w' : 'var = w'}) }
  }
  observe y ~ normal(f, 0.1)`;
const arrays = (y: Float64Array) => ({ y: [...y], x: X });
const planOf = (text: string) => compileText(text, arrays(new Float64Array(X.length))).plan.blocks;

const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const [v, w] = [drawInverseGamma(stream, 3, 1), drawInverseGamma(stream, 3, 2)];
    const draw = (variance: number) => Math.sqrt(variance) * stream.normal();
    return Float64Array.of(v, w, draw(v), draw(v), draw(w), draw(w));
  },
  drawData: (stream, [, , a, b, c, d]) =>
    Float64Array.from(
      X,
      (x) => c! * Math.tanh(a! * x) + d! * Math.tanh(b! * x) + 0.1 * stream.normal(),
    ),
  // Functions of v or w alone, and monotone ones, would not see outputs that do not fit them.
  statistics([v, w, a, b, c, d], y) {
    const predict = (x: number) => c! * Math.tanh(a! * x) + d! * Math.tanh(b! * x);
    const misfit = X.reduce((sum, x, i) => sum + (y[i]! - predict(x)) ** 2, 0);
    const apart = (Math.log((c! ** 2 + d! ** 2) / w!) - 0.1) ** 2;
    return [v!, w!, v! * w!, a! * c!, apart, misfit];
  },
};

/** The pair's slice and the exact draws after it: together its own reverse. */
function judge(wanted: (block: PlannedBlock) => boolean, thin: number): number {
  const only = (block: PlannedBlock) => (wanted(block) ? block : undefined);
  const { condition, forward } = sweepInTurn(network('variance'), arrays, only);
  const sweep = { condition, forward, backward: forward };
  return rankTestPValue(model, sweep, { seed: 'pair', replicates: 120, length: 5, thin });
}

describe('scales raised as others fall', () => {
  it('are one that goes into a nonlinear function and one of what takes it on', () => {
    const pairsOf = (text: string) =>
      planOf(text).flatMap(({ pairs = [] }) =>
        pairs.map(({ raised, lowered, rates }) => [
          ...[raised.variable.name, lowered.variable.name],
          ...rates,
        ]),
      );
    expect(pairsOf(network('variance'))).toEqual([['v', 'w', 2, -2]]);
    expect(pairsOf(network('s'))).toEqual([['v', 'w', 2, -1]]);
    const straight = network('variance').replace('activation = tanh', '');
    expect(pairsOf(straight)).toEqual([]);
  });

  it('leave the posterior as it is', () => {
    const p = judge(({ pairs, normal }) => pairs !== undefined || normal !== undefined, 2);
    expect(report('pair', p)).toBeGreaterThan(FALSE_ALARM);
  });

  it('but not with what they integrate out left where it was', () => {
    expect(
      report(
        'kept',
        judge(({ pairs }) => pairs !== undefined, 4),
      ),
    ).toBeLessThan(FALSE_ALARM);
  });
});
