import { describe, expect, it } from 'vitest';
import { exactValues, excess } from './exact.js';
import type { VectorFunctions } from './vector-functions.js';

/** Bounds on |error| / max(|value|, floor). */
interface Bound {
  readonly double: number;
  readonly single: number;
  /** Where a function crosses zero between numbers, the error is one of its parts: absolute. */
  readonly floor: number;
}

const RELATIVE: Bound = { double: 2.5e-16, single: 1.5e-7, floor: 0 };
const BOUNDS: Readonly<Record<string, Bound>> = {
  exp: { ...RELATIVE, double: 1.6e-16, single: 8e-8 },
  expm1: RELATIVE,
  log: { ...RELATIVE, double: 1.6e-16, single: 8e-8 },
  log1p: { ...RELATIVE, double: 1.6e-16, single: 1e-7 },
  tanh: RELATIVE,
  sigmoid: RELATIVE,
  softplus: { ...RELATIVE, double: 2.6e-16, single: 1.8e-7 },
  erf: { ...RELATIVE, double: 3e-16 },
  atan: RELATIVE,
  logNormalCdf: { ...RELATIVE, double: 1e-15 },
  inverseMills: { ...RELATIVE, double: 6e-16 },
  logBesselI0: { ...RELATIVE, double: 5e-16 },
  besselRatio: { ...RELATIVE, double: 5e-16 },
  sin: RELATIVE,
  cos: RELATIVE,
  'sin-large': RELATIVE,
  'cos-large': RELATIVE,
  pow: RELATIVE,
  lgamma: { double: 1e-15, single: 1e-7, floor: 1 },
  digamma: { double: 2e-15, single: 1e-7, floor: 1 },
  trigamma: { double: 1.2e-15, single: 1e-7, floor: 0 },
};

/** Below this size an error of the function is absolute. */
export function floorOf(op: string): number {
  return BOUNDS[op]?.floor ?? 0;
}

/** Every function of a target against values known to more digits than it has. */
export function describeAccuracy(name: string, functionOf: VectorFunctions): void {
  describe.each(Object.entries(BOUNDS))(`${name}: %s`, (of, { double, single, floor }) => {
    const points = exactValues(of);
    const op = of.replace('-large', '');
    const arity = points[0]!.operands.length;
    const columns = (chosen: typeof points) =>
      Array.from({ length: arity }, (_, k) => chosen.map(({ operands }) => operands[k]!));

    it('is as exact as claimed in double precision', () => {
      const found = functionOf(op, 'f64x2', arity)(...columns(points));
      points.forEach((point, i) => {
        const message = `${op}(${point.operands.join()}) is ${String(found[i])}`;
        expect(excess(found[i]!, point, 'f64x2', floor), message).toBeLessThan(double);
      });
    });

    it('is as exact as claimed in single precision', () => {
      const rounded = points.filter(({ operands }) => operands.every((x) => x === Math.fround(x)));
      expect(rounded.length).toBeGreaterThan(3);
      const found = functionOf(op, 'f32x4', arity)(...columns(rounded));
      rounded.forEach((point, i) => {
        const message = `${op}(${point.operands.join()}) is ${String(found[i])}`;
        expect(excess(found[i]!, point, 'f32x4', floor), message).toBeLessThan(single);
      });
    });
  });

  it(`${name}: would see one wrong bit`, () => {
    for (const point of exactValues('exp').filter(({ value }) => value > 1 && value < 1e300)) {
      const next = point.value * (1 + 4 * Number.EPSILON);
      expect(excess(next, point, 'f64x2', 0)).toBeGreaterThan(BOUNDS['exp']!.double);
    }
  });
}
