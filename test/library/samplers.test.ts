import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../src/base/random/stream.js';
import { distributions, isDiscrete, type Distribution } from '../../src/library/index.js';
import { continuousLaw, discreteLaw, distance, MOST, ONTO, type Law } from './law.js';
import { densities, reference, valueNode, valueOf, type ReferenceCase } from './reference.js';

type Setting = ReferenceCase['parameters'];

function lawOf(distribution: Distribution, parameters: Setting): Law {
  const support = distribution.support(parameters.map(valueNode));
  const density = (x: Float64Array) => densities(distribution, parameters, x);
  if (isDiscrete(support.kind)) {
    const first = support.kind === 'class' ? 1 : 0;
    const chances = distribution.probabilities?.(parameters.map(valueNode));
    const values = Float64Array.from(
      { length: chances?.shape.at(-1) ?? 1200 },
      (_, i) => first + i,
    );
    return discreteLaw(values, density(values));
  }
  if (support.kind === 'interval') {
    const [lower, upper] = [valueOf(support.lower), valueOf(support.upper)];
    if (upper === Infinity) return continuousLaw((u) => lower + ONTO.positive(u), density);
    return continuousLaw((u) => lower + (upper - lower) * ONTO.unit(u), density);
  }
  return continuousLaw(ONTO[support.kind as keyof typeof ONTO], density);
}

function drawing(distribution: Distribution, parameters: Setting) {
  const given = parameters.map((p) => (typeof p === 'number' ? p : Float64Array.from(p)));
  return (stream: RandomStream) => distribution.sample!(stream, given);
}
const cases = Object.entries(reference).flatMap(([name, rows]) =>
  rows.map(
    ({ parameters }) =>
      [`${name}(${JSON.stringify(parameters).slice(1, -1)})`, name, parameters] as const,
  ),
);

const KINKED: ReadonlySet<string> = new Set(['laplace', 'elastic_net']);

describe('each density against 1 and against its sampler', () => {
  it.each(cases)('%s', (label, name, parameters) => {
    const distribution = distributions.get(name)!;
    const law = lawOf(distribution, parameters);
    // A kink costs the trapezium rule its accuracy.
    expect(Math.abs(law.total - 1)).toBeLessThan(KINKED.has(name) ? 1e-4 : 1e-9);
    expect(distance(law, drawing(distribution, parameters), label)).toBeLessThan(MOST);
  });

  it('an improper one has no sampler', () => {
    for (const d of distributions.values()) {
      expect((d.sample ?? d.sampleEvent) !== undefined).toBe(d.proper);
    }
  });
});

describe('planted faults are caught', () => {
  const faults: [string, Setting, Setting][] = [
    ['normal', [0, 1], [0, 1.1]],
    ['gamma', [12, 0.5], [12, 2]],
    ['student_t', [3, 0, 1], [4, 0, 1]],
    ['beta', [0.4, 0.7], [0.45, 0.7]],
    ['poisson', [4], [4.15]],
    ['categorical', [[-1, 2, 0.5]], [[-1, 2, 0.65]]],
  ];
  it.each(faults)('%s(%j) drawn as %j', (name, truth, wrong) => {
    const distribution = distributions.get(name)!;
    const law = lawOf(distribution, truth);
    expect(distance(law, drawing(distribution, wrong), 'fault')).toBeGreaterThan(MOST);
  });
});
