import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contestants } from '../../scripts/bench/backends.js';
import { planted, STARTED } from '../../scripts/bench/faults.js';
import { writeData } from '../../scripts/bench/generated-data.js';
import { JUDGED_WORKLOADS } from '../../scripts/bench/judged.js';
import { compiled, stateNames, stateReader } from '../../scripts/bench/own-states.js';
import { pairedTests } from '../../scripts/bench/paired-ranks.js';
import { benchModel } from '../../scripts/bench/workloads.js';
import { RandomStream } from '../../src/base/random/stream.js';

const folder = mkdtempSync(join(tmpdir(), 'bnn-invariance-'));
writeData(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Pairs of three standard normals with correlation 0.6, the last of those after being `scale` times itself and `shift`. */
function pairs(count: number, stream: RandomStream, shift = 0, scale = 1) {
  const before = Array.from({ length: count }, () => row(() => stream.normal()));
  const after = before.map((given) => {
    const moved = given.map((x) => 0.6 * x + 0.8 * stream.normal());
    moved[2] = shift + scale * moved[2]!;
    return moved;
  });
  return [before, after] as const;
}

function row(draw: () => number): Float64Array {
  return Float64Array.from({ length: 3 }, draw);
}

const NAMES = ['a', 'b', 'c'];

describe('paired tests', () => {
  it('have chances that are uniform where the law is the same', () => {
    const stream = new RandomStream('same law');
    const chances = Array.from({ length: 60 }, () => {
      const { location, spread } = pairedTests(NAMES, ...pairs(30, stream), stream);
      return [location.p, spread.p];
    }).flat();
    const below = (p: number) => chances.filter((each) => each <= p).length / chances.length;
    expect(Math.abs(below(0.25) - 0.25)).toBeLessThan(0.12);
    expect(Math.abs(below(0.5) - 0.5)).toBeLessThan(0.14);
  });

  it('find a shift, and that it is none of the spread', () => {
    const stream = new RandomStream('shift');
    const { location, spread } = pairedTests(NAMES, ...pairs(80, stream, 0.6), stream);
    expect(location).toMatchObject({ name: 'c' });
    expect(location.z).toBeGreaterThan(3);
    expect(location.p).toBeLessThan(0.005);
    expect(spread.p).toBeGreaterThan(0.05);
  });

  it('find a change of spread', () => {
    const stream = new RandomStream('spread');
    const { location, spread } = pairedTests(NAMES, ...pairs(80, stream, 0, 2), stream);
    expect(spread).toMatchObject({ name: 'c' });
    expect(spread.p).toBeLessThan(0.005);
    expect(location.p).toBeGreaterThan(0.05);
  });

  it('count every swap once: of four pairs that all grow, two of sixteen are as far off', () => {
    const before = [1, 2, 3, 4].map((x) => Float64Array.of(x));
    const after = [5, 6, 7, 8].map((x) => Float64Array.of(x));
    const { location } = pairedTests(['a'], before, after, new RandomStream('swaps'));
    expect(location.p).toBeCloseTo(2 / 16, 2);
  });
});

describe('states of a workload', () => {
  const workload = JUDGED_WORKLOADS.find(({ name }) => name === 'C_lasso')!;
  const contestant = contestants('evaluator', 'f64')[0]!;
  const model = compiled(benchModel('C_lasso'), workload, folder, contestant.settings);
  const reader = stateReader(workload, model, folder, contestant);
  const names = stateNames(model, {});
  const read = (state: Float64Array) => {
    const into = new Float64Array(reader.names.length);
    reader.read(state, into);
    return new Map(reader.names.map((name, i) => [name, into[i]!]));
  };
  const state = Float64Array.from(names, (_, i) => 0.5 + 0.3 * Math.sin(i));

  it('are read as they are', () => {
    const read_ = read(state);
    expect(read_.get('beta[7]')).toBe(state[names.indexOf('beta[7]')]);
    expect(read_.get('sigma')).toBe(state[names.indexOf('sigma')]);
  });

  it('have terms that add up, with their slopes', () => {
    const at = read(state);
    const terms = reader.names.filter((name) => name.startsWith('log ') && name.includes('~'));
    expect(terms).toHaveLength(4);
    const total = terms.reduce((sum, name) => sum + at.get(name)!, 0);
    expect(at.get('log posterior')).toBeCloseTo(total, 8);
    const grown = (by: number) =>
      state.map((value, i) => (names[i]!.startsWith('beta') ? value * by : value));
    const [more, less] = [1 + 1e-5, 1 - 1e-5].map((by) => read(grown(by)).get('log posterior')!);
    const slope = at.get('slope in size of beta')!;
    expect((more! - less!) / 2e-5 / slope).toBeCloseTo(1, 5);
  });
});

it.each(STARTED.flatMap(({ workload, faults }) => faults.map((fault) => ({ workload, fault }))))(
  '$workload can have the fault $fault.name',
  ({ workload, fault }) => {
    const source = benchModel(workload);
    expect(planted(source, fault).text).toContain(fault.to);
    expect(() => planted(source, { ...fault, from: 'nowhere' })).toThrow('once');
  },
);
