import { expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import type { LogDensity } from '../../../src/samplers/kernel.js';
import {
  createPhasePoint,
  leapfrog,
  type HamiltonianState,
} from '../../../src/samplers/leapfrog.js';
import { boxPenalty } from '../../../src/samplers/proximal/penalty.js';
import { createProximalDensity } from '../../../src/samplers/proximal/proximal-density.js';
import { createStaticHmc } from '../../../src/samplers/static-hmc.js';

it('beyond an end two steps lead back as a mirror would', () => {
  const penalty = boxPenalty(Float64Array.of(1, 1), Float64Array.of(Infinity, 9));
  const density = createProximalDensity(2, penalty);
  const metric = Float64Array.of(1, 4);
  const stepSize = 0.25;
  density.attune(stepSize, metric);
  const point = createPhasePoint(2);
  point.position.set([1.1, 1.2]);
  point.momentum.set([-1.6, -1.3]);
  density.evaluate(point.position, point.gradient);
  for (const energy of [Infinity, Infinity, (1.6 ** 2 + 4 * 1.3 ** 2) / 2]) {
    const reached = leapfrog(density, point, stepSize, metric);
    if (energy === Infinity) expect(reached).toBe(Infinity);
    else expect(reached).toBeCloseTo(energy, 12);
  }
  [...point.position, ...point.momentum].forEach((value, i) => {
    expect(value).toBeCloseTo([1.3, 2.1, 1.6, 1.3][i]!, 12);
  });
});

it('a density that cannot be crossed still ends a trajectory', () => {
  const walled = (crossable: boolean): LogDensity => ({
    dimension: 1,
    crossable,
    evaluate(position, gradient) {
      gradient[0] = position[0]! > 0 ? -1 : 1;
      return position[0]! > 0 ? -position[0]! : -Infinity;
    },
  });
  const leapfrogs = (density: LogDensity) => {
    const kernel = createStaticHmc(density, { steps: 20, jitter: 0 });
    const state: HamiltonianState = kernel.init(Float64Array.of(0.01));
    return Array.from(
      { length: 20 },
      (_, i) =>
        kernel.step(new RandomStream('wall', i), state, {
          stepSize: 0.3,
          inverseMetric: Float64Array.of(1),
        }).info,
    );
  };
  expect(leapfrogs(walled(true)).every((info) => info.leapfrogs === 20)).toBe(true);
  expect(leapfrogs(walled(true)).some((info) => info.divergent)).toBe(false);
  expect(leapfrogs(walled(false)).some((info) => info.leapfrogs < 20 && info.divergent)).toBe(true);
});
