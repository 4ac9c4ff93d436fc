import { describe, expect, it } from 'vitest';
import { cholesky, inverse } from '../../src/base/numeric/cholesky.js';
import type { RandomStream } from '../../src/base/random/stream.js';
import { families, type MatrixFamily } from '../../src/library/index.js';
import { continuousLaw, distance, MOST, ONTO } from './law.js';

const SIZE = 3;
/** Of -2 times the coefficient of the matrix, or of its inverse. */
const MATRIX = Float64Array.of(3, 0.5, 0, 0.5, 2, -0.4, 0, -0.4, 1);
const INVERSE = inverted(MATRIX);
const DIRECTION = [0.3, -1, 0.7];
const NU = 4.5;

function familyOf(wanted: string): MatrixFamily {
  const found = families.find(({ name }) => name === wanted);
  if (found?.of !== 'matrices') throw new Error(`${wanted} is of no matrices`);
  return found;
}

function inverted(matrix: Float64Array): Float64Array {
  const factor = new Float64Array(matrix.length);
  cholesky(matrix, SIZE, factor);
  const out = new Float64Array(matrix.length);
  inverse(factor, SIZE, out);
  return out;
}

const along = (matrix: Float64Array) =>
  matrix.reduce(
    (sum, m, i) => sum + DIRECTION[Math.floor(i / SIZE)]! * DIRECTION[i % SIZE]! * m,
    0,
  );

const chiSquare = (degrees: number) => {
  const density = (x: Float64Array) =>
    x.map((v) => Math.exp((degrees / 2 - 1) * Math.log(v) - v / 2));
  const law = continuousLaw(ONTO.positive, density);
  return { ...law, cumulative: law.cumulative.map((c) => c / law.total), total: 1 };
};

/** Natural parameters of `nu` degrees of freedom, the asymmetric part of the second being of no account. */
const natural = (name: string, nu: number): readonly [number, Float64Array] => [
  name === 'wishart' ? (nu - SIZE - 1) / 2 : -(nu + SIZE + 1) / 2,
  MATRIX.map((value, i) => -value / 2 + (i === 1 ? 0.2 : i === 3 ? -0.2 : 0)),
];

/**
 * Ratios of quadratic forms of a Wishart matrix W and its scale V are chi-square: c'W c / c'V c of nu, and
 * c'V^-1 c / c'W^-1 c of nu - K + 1 (Muirhead 1982, theorems 3.2.8 and 3.2.12).
 */
const RATIOS = {
  wishart: {
    whole: (x: Float64Array) => along(x) / along(INVERSE),
    inverse: (x: Float64Array) => along(MATRIX) / along(inverted(x)),
  },
  inv_wishart: {
    whole: (x: Float64Array) => along(inverted(x)) / along(INVERSE),
    inverse: (x: Float64Array) => along(MATRIX) / along(x),
  },
} as const;

describe.each(['wishart', 'inv_wishart'] as const)('%s', (name) => {
  const family = familyOf(name);
  const drawn = (nu: number, ratio: (x: Float64Array) => number) => {
    const parameters = family.parameters(...natural(name, nu), SIZE)!;
    const x = new Float64Array(MATRIX.length);
    return (stream: RandomStream) => {
      family.sample(stream, parameters, SIZE, x);
      return ratio(x);
    };
  };

  it.each([
    ['whole', NU],
    ['inverse', NU - SIZE + 1],
  ] as const)('is drawn as its statistics say: the ratio of the %s', (ratio, degrees) => {
    const draw = drawn(NU, RATIOS[name][ratio]);
    expect(distance(chiSquare(degrees), draw, `${name} ${ratio}`)).toBeLessThan(MOST);
  });

  it('half a degree of freedom too many is caught', () => {
    const draw = drawn(NU + 0.5, RATIOS[name].whole);
    expect(distance(chiSquare(NU), draw, `${name} fault`)).toBeGreaterThan(MOST);
  });

  it('draws are symmetric to the bit', () => {
    const transposedDifference = (x: Float64Array) =>
      Math.max(
        ...x.map((value, i) => Math.abs(value - x[(i % SIZE) * SIZE + Math.floor(i / SIZE)]!)),
      );
    const draw = drawn(NU, transposedDifference);
    distance(
      chiSquare(1),
      (stream) => {
        const difference = draw(stream);
        expect(difference).toBe(0);
        return difference;
      },
      name,
    );
  });

  it('refuses what has no finite integral', () => {
    const [, linear] = natural(name, NU);
    const [tooFew] = natural(name, SIZE - 1);
    const [enough] = natural(name, NU);
    expect(family.parameters(tooFew, linear, SIZE)).toBeUndefined();
    expect(family.parameters(NaN, linear, SIZE)).toBeUndefined();
    expect(
      family.parameters(
        enough,
        linear.map((v) => -v),
        SIZE,
      ),
    ).toBeUndefined();
  });
});
