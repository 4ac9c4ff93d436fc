import { expect } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { condition } from '../../../src/compiler/4-condition/index.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import { layoutOf } from '../../../src/compiler/6-build/state.js';
import { evaluate } from '../../../src/expression/index.js';

const OPTIONS = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 10 };

/** The statistic of a family at x, by its name. */
function statistic(name: string, x: number): number {
  if (name === 'log(x)') return Math.log(x);
  if (name === 'log(1-x)') return Math.log1p(-x);
  return x ** Number(name.split('^')[1] ?? 1);
}

function inside(kind: string, stream: RandomStream): number {
  if (kind === 'positive') return Math.exp(stream.normal());
  if (kind === 'bool') return Number(stream.uniform() < 0.5);
  return kind === 'unit' ? stream.uniform() : 2 * stream.normal();
}

/** Values inside a support, of vectors of this length where it is one of vectors. */
function insideAll(kind: string, values: Float64Array, length: number, stream: RandomStream): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = inside(kind === 'simplex' ? 'positive' : kind, stream);
  }
  for (let i = 0; kind === 'simplex' && i < values.length; i += length) {
    const vector = values.subarray(i, i + length);
    const sum = vector.reduce((a, b) => a + b);
    vector.forEach((value, k) => {
      vector[k] = value / sum;
    });
  }
}

/** A chain at a random point, auxiliaries and all. */
export function somewhere(model: CompiledModel, stream: RandomStream) {
  const { graph } = model;
  const chain = model.createChain(OPTIONS);
  const { places } = layoutOf(graph);
  for (const { name, support, shape } of graph.variables.values()) {
    const { offset, size } = places.get(name)!;
    const own = chain.values.subarray(offset, offset + size);
    insideAll(support.kind, own, shape.at(-1) ?? 1, stream);
  }
  const inputs = new Map(
    [...graph.variables.keys()].map((key) => {
      const { offset, size } = places.get(key)!;
      return [key, chain.values.slice(offset, offset + size)];
    }),
  );
  return { chain, places, inputs };
}

/**
 * Moves the block from one random point to another: the joint log density must change by as much
 * as natural parameters times statistics do.
 */
export function checkAgainstJoint(model: CompiledModel, name: string, seed: number): void {
  const { graph } = model;
  const { form, variable } = condition(graph).find((c) => c.variable.name === name)!;
  if (form.kind !== 'exponential') throw new Error(`${name} has no closed form`);
  const stream = new RandomStream('conditional', name, seed);
  const { chain, places, inputs } = somewhere(model, stream);
  const natural = evaluate(form.natural, inputs);
  const { offset, size } = places.get(name)!;
  const before = chain.logDensity();
  let expected = 0;
  const moved = new Float64Array(size);
  insideAll(variable.support.kind, moved, variable.shape.at(-1) ?? 1, stream);
  for (let i = 0; i < size; i++) {
    const from = chain.values[offset + i]!;
    const to = moved[i]!;
    form.family.statistics.forEach((t, k) => {
      const eta = natural[k]!;
      expected += eta[eta.length === 1 ? 0 : i]! * (statistic(t, to) - statistic(t, from));
    });
    chain.values[offset + i] = to;
  }
  const change = chain.logDensity() - before;
  expect(Math.abs(change - expected)).toBeLessThan(
    1e-9 * (1 + Math.abs(before) + Math.abs(change)),
  );
}
