import { describe, expect, it } from 'vitest';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { compileText } from '../4-condition/program.js';
import { restoredChain, saved, startedChain, sweep } from './chains.js';

const WARMUP = 300;
const GROUPS = `data { y: real[n]  group: index[n] of J }
  mu ~ normal(0, 5)  tau ~ half_cauchy(5)  s ~ half_cauchy(1)  theta[J] ~ normal(mu, tau)
  observe y ~ normal(theta[group], s)`;
const ROWS = Array.from({ length: 24 }, (_, i) => i);
const DATA = {
  y: ROWS.map((i) => 3 * Math.sin(i % 6) + Math.cos(5 * i)),
  group: ROWS.map((i) => (i % 6) + 1),
};
const model = compileText(GROUPS, DATA);
const recordOf = ({ blocks }: Chain) => blocks[0]!.record!().trajectories;
const tuningsOf = ({ blocks }: Chain) => blocks.map((block) => block.tuning());

describe('trajectories in a sweep', () => {
  it('are chosen once in warm-up, as the plan says, and the block keeps its record', () => {
    expect(model.plan.blocks[0]!.because).toContain('chosen in warm-up');
    const chain = startedChain(model, WARMUP);
    sweep(chain, 0, 210);
    const record = recordOf(chain);
    expect(record!.trials).toBeGreaterThan(10);
    expect(Math.max(record!.nuts, record!.hmc)).toBeGreaterThan(0);
    sweep(chain, 210, 400);
    expect(recordOf(chain)).toEqual(record);
  });

  it.each([100, 151, 185, 200, 299, 310])('resumed at %i give the same bits', (at) => {
    const whole = startedChain(model, WARMUP);
    sweep(whole, 0, at);
    const kept = saved(whole);
    sweep(whole, at, 330);
    const resumed = restoredChain(model, WARMUP, kept);
    sweep(resumed, at, 330);
    expect([...resumed.values]).toEqual([...whole.values]);
    expect(tuningsOf(resumed)).toEqual(tuningsOf(whole));
    expect(recordOf(resumed)).toEqual(recordOf(whole));
  });

  it.each(['nuts', 'hmc(steps = 5)'])('stay %s where infer asks for that', (sampler) => {
    const asked = compileText(`${GROUPS}  infer { tau, s using ${sampler} }`, DATA);
    const chain = startedChain(asked, WARMUP);
    sweep(chain, 0, WARMUP);
    expect(recordOf(chain)).toBeUndefined();
  });
});
