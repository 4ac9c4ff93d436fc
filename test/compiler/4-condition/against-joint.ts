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

/** A chain at a random point, auxiliaries and all. */
export function somewhere(model: CompiledModel, stream: RandomStream) {
  const { graph } = model;
  const chain = model.createChain(OPTIONS);
  const { places } = layoutOf(graph);
  for (const { name, support } of graph.variables.values()) {
    const { offset, size } = places.get(name)!;
    for (let i = 0; i < size; i++) chain.values[offset + i] = inside(support.kind, stream);
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
  for (let i = 0; i < size; i++) {
    const from = chain.values[offset + i]!;
    const to = inside(variable.support.kind, stream);
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
