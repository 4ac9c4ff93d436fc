import { expect } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { condition } from '../../../src/compiler/4-condition/index.js';
import type { Variable } from '../../../src/compiler/3-factorize/graph.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import { layoutOf } from '../../../src/compiler/6-build/state.js';
import { drawWishart } from '../../../src/base/random/wishart.js';
import {
  evaluate,
  input,
  inverseSpd,
  logDetSpd,
  type Node,
} from '../../../src/expression/index.js';
import { eachMatrix } from '../../../src/library/events.js';

const OPTIONS = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 10 };

/** Statistics of a family by its name, of whole values: those of matrices are arrays but for the log determinant. */
function statistics(name: string, x: Float64Array, size: number): Float64Array {
  const each = (of: (matrix: Node) => Node) => {
    const matrices = input('x', [x.length / size ** 2, size, size]);
    return evaluate([eachMatrix(matrices, of)], new Map([['x', x]]))[0]!;
  };
  if (name === 'logdet(x)') return each(logDetSpd);
  return name === 'inverse(x)' ? each(inverseSpd) : x.map((value) => statistic(name, value));
}

/** The statistic of a family at x, by its name. */
function statistic(name: string, x: number): number {
  if (name === 'log(x)') return Math.log(x);
  if (name === 'log(1-x)') return Math.log1p(-x);
  return x ** Number(name.split('^')[1] ?? 1);
}

/** Between ends that may be infinite. */
function between(lower: number, upper: number, stream: RandomStream): number {
  if (upper === Infinity) return lower + Math.exp(stream.normal());
  if (lower === -Infinity) return upper - Math.exp(stream.normal());
  return lower + (upper - lower) * stream.uniform();
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size ** 2 }, (_, i) => Number(i % (size + 1) === 0));
}

function inside(kind: string, stream: RandomStream): number {
  if (kind === 'positive') return Math.exp(stream.normal());
  if (kind === 'bool') return Number(stream.uniform() < 0.5);
  return kind === 'unit' ? stream.uniform() : 2 * stream.normal();
}

/** Values inside the support of an unknown, whose ends may be read from others. */
function insideAll(
  { support, shape }: Variable,
  values: Float64Array,
  inputs: ReadonlyMap<string, Float64Array>,
  stream: RandomStream,
): void {
  const { kind } = support;
  if (support.kind === 'interval') {
    const [lower, upper] = evaluate([support.lower, support.upper], inputs);
    const at = (ends: Float64Array, i: number) => ends[ends.length === 1 ? 0 : i]!;
    values.forEach((_, i) => (values[i] = between(at(lower!, i), at(upper!, i), stream)));
    return;
  }
  const length = shape.at(-1) ?? 1;
  for (let i = 0; i < values.length; i++) {
    values[i] = inside(kind === 'simplex' ? 'positive' : kind, stream);
  }
  for (let i = 0; kind === 'covariance' && i < values.length; i += length ** 2) {
    const matrix = values.subarray(i, i + length ** 2);
    drawWishart(stream, length + 2, identity(length), length, matrix);
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
  const views = new Map(
    [...places].map(([name, { offset, size }]) => {
      return [name, chain.values.subarray(offset, offset + size)] as const;
    }),
  );
  for (const variable of graph.variables.values()) {
    insideAll(variable, views.get(variable.name)!, views, stream);
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
  insideAll(variable, moved, inputs, stream);
  const own = chain.values.subarray(offset, offset + size);
  form.family.statistics.forEach((t, k) => {
    const eta = natural[k]!;
    const [from, to] = [own, moved].map((x) => statistics(t, x, variable.shape.at(-1) ?? 1));
    to!.forEach((value, i) => {
      expected += eta[eta.length === 1 ? 0 : i]! * (value - from![i]!);
    });
  });
  own.set(moved);
  const change = chain.logDensity() - before;
  expect(Math.abs(change - expected)).toBeLessThan(
    1e-9 * (1 + Math.abs(before) + Math.abs(change)),
  );
}
