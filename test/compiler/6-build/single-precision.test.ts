import { describe, expect, it } from 'vitest';
import { chooseBackend, createBackend } from '../../../src/backend/settings.js';
import { enableRelaxedSimd } from '../../../src/backend/wasm/features.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compile } from '../../../src/compiler/compile.js';
import { gradientDensity } from '../../../src/compiler/6-build/gradient-density.js';
import type { PrecisionTuning } from '../../../src/compiler/6-build/slopes.js';
import { layoutOf } from '../../../src/compiler/6-build/state.js';
import { unconstrain } from '../../../src/compiler/6-build/unconstrained.js';
import { datasetOf } from '../4-condition/program.js';
import { restoredChain, saved, startedChain, sweep, type SavedChain } from './chains.js';

const ROWS = 60;
const WARMUP = 80;
const NOISE = 0.1;

/** A network on inputs about `level`; data are of one unit, max(0, x1 - x2). */
function network(level: number, precision: 'mixed' | 'f64') {
  const stream = new RandomStream('single precision');
  const x = Array.from({ length: ROWS }, () => [level + stream.normal(), level + stream.normal()]);
  const y = x.map(([a, b]) => Math.max(0, a! - b!) + NOISE * stream.normal());
  const text = `data { x: real[n, d]  y: real[n] }
    network f(x) {
      layer hidden = dense(x, 4)      { weight ~ normal(0, 1)  bias ~ normal(0, 1)  activation = relu }
      layer output = dense(hidden, 1) { weight ~ student_t(4, 0, 1)  bias ~ normal(0, 1) }
    }
    sigma ~ half_normal(1)
    observe y ~ normal(f, sigma)
    infer { f.* using hmc(steps = 10) }`;
  const { settings } = chooseBackend({ backend: 'wasm', precision });
  const options = { priors: [], bindings: [], backend: settings };
  return {
    settings,
    model: compile({ name: 'model.bnn', text }, datasetOf({ x, y }), options),
  };
}

/** What single precision says of the true network, three times over. */
function atTruth(level: number) {
  const { model, settings } = network(level, 'mixed');
  const planned = model.plan.blocks.find(({ sampler }) => sampler === 'hmc')!;
  const block = unconstrain(model.graph, planned);
  const layout = layoutOf(model.graph);
  const values = new Float64Array(layout.size);
  values[layout.places.get('sigma')!.offset] = NOISE;
  const backend = createBackend(settings);
  const found = gradientDensity(block, backend, layout, values, { single: true });
  const position = new Float64Array(block.dimension);
  const at = (name: string) => block.ranges[block.variables.findIndex((v) => v.name === name)]!;
  position[at('f.hidden.weight').start] = 1;
  position[at('f.hidden.weight').start + 4] = -1;
  position[at('f.output.weight').start] = 1;
  const gradient = new Float64Array(block.dimension);
  found.load();
  const off = [0, 1, 2].map(() => {
    const value = found.density.evaluate(position, gradient);
    return Math.abs(value - found.density.exact!(position));
  });
  return { found, position, off, gradient };
}

interface Tuning {
  readonly precision?: PrecisionTuning | null;
}

const precisionsOf = ({ tunings }: SavedChain) =>
  tunings.flatMap((tuning) => (tuning as Tuning | null)?.precision ?? []);

function withPrecision(kept: SavedChain, isFull: boolean): SavedChain {
  const tunings = kept.tunings.map((tuning) => {
    const { precision } = (tuning ?? {}) as Tuning;
    return precision ? { ...(tuning as Tuning), precision: { ...precision, isFull } } : tuning;
  });
  return { ...kept, tunings };
}

describe.runIf(enableRelaxedSimd().simd)('slopes of single precision', () => {
  it('are what trajectories of a fixed length follow, unless double is asked for', () => {
    const chain = startedChain(network(0, 'mixed').model, WARMUP);
    sweep(chain, 0, WARMUP);
    expect(precisionsOf(saved(chain))).toEqual([{ rough: 0, isFull: false }]);
    const plain = startedChain(network(0, 'f64').model, WARMUP);
    expect(precisionsOf(saved(plain))).toEqual([]);
  });

  it('are near those of double precision, and the density that judges them is of double precision', () => {
    const { found, position, off, gradient } = atTruth(0);
    for (const difference of off) {
      expect(difference).toBeGreaterThan(0);
      expect(difference).toBeLessThan(1e-3);
    }
    expect(found.precision!.reconsider()).toBe(false);
    const single = [...gradient];
    found.precision!.restore({ rough: 3, isFull: true });
    found.load();
    const value = found.density.evaluate(position, gradient);
    expect(found.density.exact!(position)).toBe(value);
    const largest = Math.max(...gradient.map(Math.abs));
    single.forEach((slope, i) => {
      expect(Math.abs(slope - gradient[i]!)).toBeLessThan(1e-5 * largest);
    });
  });

  it('are given up where data need more digits than they have', () => {
    const { found, position, off, gradient } = atTruth(3e5);
    for (const difference of off) expect(difference).toBeGreaterThan(0.1);
    expect(found.precision!.tuning()).toEqual({ rough: 3, isFull: false });
    expect(found.precision!.reconsider()).toBe(true);
    found.load();
    const value = found.density.evaluate(position, gradient);
    expect(found.density.exact!(position)).toBe(value);
    expect(found.precision!.reconsider()).toBe(false);
  });

  it.each([false, true])('resumed, a chain goes on to the same bits: given up %s', (isFull) => {
    const { model } = network(0, 'mixed');
    const begun = startedChain(model, WARMUP);
    sweep(begun, 0, 20);
    const whole = restoredChain(model, WARMUP, withPrecision(saved(begun), isFull));
    sweep(whole, 20, 30);
    const kept = saved(whole);
    expect(precisionsOf(kept)[0]!.isFull).toBe(isFull);
    sweep(whole, 30, WARMUP + 10);
    const resumed = restoredChain(model, WARMUP, kept);
    sweep(resumed, 30, WARMUP + 10);
    expect([...resumed.values]).toEqual([...whole.values]);
    expect(saved(resumed)).toEqual(saved(whole));
  });
});
