import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { createDiscrete, drawCategory } from '../../src/samplers/discrete.js';
import { createGibbs } from '../../src/samplers/gibbs.js';
import type { Kernel, LogDensity } from '../../src/samplers/kernel.js';
import type { HamiltonianParameters, HamiltonianState } from '../../src/samplers/leapfrog.js';
import { createNuts, type NutsInfo } from '../../src/samplers/nuts.js';
import { sliceDraw } from '../../src/samplers/slice.js';
import { createStaticHmc, type StaticHmcInfo } from '../../src/samplers/static-hmc.js';
import { banana } from './models.js';

type Hamiltonian = Kernel<HamiltonianState, HamiltonianParameters, NutsInfo | StaticHmcInfo>;
const kernels: Readonly<Record<string, (density: LogDensity) => Hamiltonian>> = {
  nuts: (density) => createNuts(density, { maxTreedepth: 5 }),
  static_hmc: (density) => createStaticHmc(density, { steps: 6, jitter: 0.1 }),
};
const parameters = { stepSize: 0.3, inverseMetric: Float64Array.of(1, 0.5) };

describe.each(Object.keys(kernels))('contract of %s', (name) => {
  const create = kernels[name]!;
  const target = banana(0.4);

  it('has its name, and gives the same step to the bit', () => {
    const kernel = create(target);
    expect(kernel.name).toBe(name);
    const start = kernel.init(Float64Array.of(0.3, -0.2));
    const step = () => {
      const { state, info } = kernel.step(new RandomStream('same'), start, parameters);
      return { position: state.position.slice(), info };
    };
    const first = step();
    expect(step()).toEqual(first);
    expect(create(target).step(new RandomStream('same'), start, parameters).info).toEqual(
      first.info,
    );
  });

  it('keeps the given state, and takes its own back', () => {
    const [kernel, copying] = [create(target), create(target)];
    const start = kernel.init(Float64Array.of(0.3, -0.2));
    const [stream, same] = [new RandomStream('own'), new RandomStream('own')];
    let state = start;
    let copied = start;
    for (let i = 0; i < 20; i++) {
      state = kernel.step(stream, state, parameters).state;
      copied = structuredClone(copying.step(same, copied, parameters).state);
      expect(state.position).toEqual(copied.position);
      const gradient = new Float64Array(2);
      expect(state.logDensity).toBe(target.evaluate(state.position.slice(), gradient));
      expect(state.gradient).toEqual(gradient);
    }
    expect(start).toEqual(kernel.init(Float64Array.of(0.3, -0.2)));
  });

  it.each([
    ['density', NaN, 0],
    ['gradient', 0, NaN],
  ])('stays, and counts a divergence, where the %s ends', (_, value, slope) => {
    const island: LogDensity = {
      dimension: 1,
      evaluate(position, gradient) {
        const ashore = position[0] === 0;
        gradient[0] = ashore ? 0 : slope;
        return ashore ? 0 : value;
      },
    };
    const kernel = create(island);
    const step = kernel.step(new RandomStream('island'), kernel.init(Float64Array.of(0)), {
      stepSize: 1,
      inverseMetric: Float64Array.of(1),
    });
    expect(step.state.position[0]).toBe(0);
    expect(step.info).toMatchObject({ divergent: true, acceptStat: 0 });
  });

  it('counts a large energy error as a divergence', () => {
    const kernel = create(target);
    const start = kernel.init(Float64Array.of(1, 1));
    const far = { ...parameters, stepSize: 100 };
    expect(kernel.step(new RandomStream('far'), start, far).info.divergent).toBe(true);
  });

  it('survives a start without density', () => {
    const nowhere: LogDensity = { dimension: 1, evaluate: () => -Infinity };
    const kernel = create(nowhere);
    const { info } = kernel.step(new RandomStream('none'), kernel.init(Float64Array.of(0)), {
      stepSize: 1,
      inverseMetric: Float64Array.of(1),
    });
    expect(info).toMatchObject({ divergent: true, acceptStat: 0 });
  });
});

describe('nuts', () => {
  it('doubles until the depth allowed when nothing turns', () => {
    const flat: LogDensity = { dimension: 1, evaluate: () => 0 };
    const kernel = createNuts(flat, { maxTreedepth: 4 });
    const { info } = kernel.step(new RandomStream('flat'), kernel.init(Float64Array.of(0)), {
      stepSize: 1,
      inverseMetric: Float64Array.of(1),
    });
    expect(info).toMatchObject({ treedepth: 4, leapfrogs: 15, acceptStat: 1, divergent: false });
  });
});

describe('slice', () => {
  it('stays within a support, and at a start without density', () => {
    const stream = new RandomStream('slice');
    const uniform = (x: number) => (x > 0 && x < 1 ? 0 : x === 2 ? NaN : -Infinity);
    for (let i = 0; i < 100; i++) {
      const { value } = sliceDraw(stream, uniform, 0.5, { width: 3, maxSteps: 10 });
      expect(value > 0 && value < 1).toBe(true);
    }
    expect(sliceDraw(stream, uniform, 2, { width: 1, maxSteps: 10 }).value).toBe(2);
  });

  it('steps out at most as often as allowed', () => {
    const stream = new RandomStream('limit');
    const { evaluations } = sliceDraw(stream, () => 0, 0, { width: 1, maxSteps: 7 });
    expect(evaluations).toBe(1 + 6 + 1);
  });
});

describe('discrete and gibbs', () => {
  it('never draw a category without weight', () => {
    const stream = new RandomStream('category');
    const weights = Float64Array.of(-Infinity, 1000, NaN, 1001, -Infinity);
    const seen = new Set(Array.from({ length: 200 }, () => drawCategory(stream, weights)));
    expect([...seen].sort()).toEqual([1, 3]);
    expect(() => drawCategory(stream, Float64Array.of(-Infinity, NaN))).toThrow(/category/);
  });

  it('hand on what the closure says', () => {
    const stream = new RandomStream('closure');
    const gibbs = createGibbs(2, (_stream, out) => out.fill(3));
    expect(gibbs.step(stream, gibbs.init(Float64Array.of(0, 0)), undefined).state).toEqual(
      Float64Array.of(3, 3),
    );
    const discrete = createDiscrete(2, (out) => out.set([-Infinity, 0]));
    expect(discrete.step(stream, discrete.init(Float64Array.of(0)), undefined).state[0]).toBe(1);
  });
});
