import { describe, expect, it } from 'vitest';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { compileText } from '../4-condition/program.js';

const X = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const Y = X.map(([a, b]) => Math.tanh(2 * a!) - b!);

const NETWORK = `data { y: real[n] x: real[n, d] }
  network f(x) {
    layer hidden = dense(x, 4) { weight ~ normal(0, s1) bias ~ normal(0, 1) activation = tanh }
    layer output = dense(hidden, 1) { weight ~ normal(0, s2) bias ~ normal(0, 1) }
  }
  s1 ~ half_normal(1)  s2 ~ half_normal(1)  sigma ~ half_normal(1)
  observe y ~ normal(f, sigma)`;

const planOf = (infer: string, text = NETWORK) =>
  compileText(`${text}\n  infer { ${infer} }`, { y: Y, x: X });

/** Of the blocks that move the unknown for itself: sampler, steps and metric. */
function movers(blocks: readonly PlannedBlock[], name: string) {
  return blocks
    .filter(({ conditionals }) => conditionals.some(({ variable }) => variable.name === name))
    .map(({ sampler, steps, metric }) => [sampler, steps, metric]);
}

describe('the weights of a network move as infer asks', () => {
  it.each([
    ['nuts', [['nuts', undefined, undefined]]],
    ['nuts(metric = low_rank)', [['nuts', undefined, 'low_rank']]],
    ['hmc(steps = 7)', [['hmc', 7, undefined]]],
    ['hmc(steps = 7, metric = dense)', [['hmc', 7, 'dense']]],
    ['slice', [['slice', undefined, undefined]]],
    ['elliptical', [['elliptical', undefined, undefined]]],
  ])('%s', (sampler, expected) => {
    const { blocks } = planOf(`f.hidden.weight using ${sampler}`).plan;
    const found = movers(blocks, 'f.hidden.weight');
    expect(found.length).toBeGreaterThan(0);
    for (const move of found) expect([move]).toEqual(expected);
    expect(blocks.some(({ because }) => because.includes('asked for by infer'))).toBe(true);
  });
  it('by their scale alone a scale is moved, and the rest as it would be', () => {
    const { blocks } = planOf('s1 using nuts').plan;
    expect(movers(blocks, 's1')).toEqual([['nuts', undefined, undefined]]);
    expect(movers(blocks, 'f.hidden.weight')[0]![0]).toBe('hmc');
  });
  it('the output held by slice is no longer integrated out', () => {
    const { blocks } = planOf('f.output.weight, f.output.bias using elliptical').plan;
    expect(blocks.every(({ integrated }) => integrated === undefined)).toBe(true);
    expect(movers(blocks, 'f.output.weight')).toEqual([['elliptical', undefined, undefined]]);
  });
});
