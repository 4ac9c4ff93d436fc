import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../src/base/numeric/special.js';
import { fillUniforms } from '../../../src/base/random/bulk.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { LANES, STATE_SIZE, Xoshiro256 } from '../../../src/base/random/xoshiro256.js';

const SIZE = 160_000;
/** |z| below it has a false-alarm probability below 1e-5. */
const LARGEST_Z = 4.5;
/** Of sqrt(n) times the distance of Kolmogorov and Smirnov: 2 exp(-2 k^2) is below 1e-5. */
const LARGEST_K = 2.5;

const WORD = (1n << 64n) - 1n;
const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (64n - k))) & WORD;

/** The generator as published, in whole words. */
function published(s: bigint[]): bigint {
  const result = (rotate((s[0]! + s[3]!) & WORD, 23n) + s[0]!) & WORD;
  const t = (s[1]! << 17n) & WORD;
  s[2]! ^= s[0]!;
  s[3]! ^= s[1]!;
  s[1]! ^= s[2]!;
  s[0]! ^= s[3]!;
  s[2]! ^= t;
  s[3] = rotate(s[3]!, 45n);
  return result;
}

const signed = (x: bigint) => Number(BigInt.asIntN(32, x));

function correlationZ(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i]!, b[i]!];
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const covariance = sab / n - (sa / n) * (sb / n);
  const scale = Math.sqrt((saa / n - (sa / n) ** 2) * (sbb / n - (sb / n) ** 2));
  return (Math.sqrt(n) * covariance) / scale;
}

/** sqrt(n) times the largest distance between the draws and their distribution. */
function kolmogorov(draws: Float64Array, cdf: (x: number) => number): number {
  const n = draws.length;
  return draws.toSorted().reduce((worst, x, i) => {
    const p = cdf(x);
    return Math.max(worst, Math.sqrt(n) * Math.max(p - i / n, (i + 1) / n - p));
  }, 0);
}

const every = (draws: Float64Array, step: number, first: number) =>
  draws.filter((_, i) => i % step === first);
const squares = (draws: Float64Array) => draws.map((x) => x * x);

function drawn(kind: 'normals' | 'uniforms', ...key: (string | number)[]): Float64Array {
  const out = new Float64Array(SIZE);
  new RandomStream('bulk', ...key)[kind](out);
  return out;
}

describe('Xoshiro256', () => {
  it.each([0, 1])('follows the published generator, lane %i', (lane) => {
    const words = [0x123456789abcdef0n, 0xfedcba9876543210n, 0x8000000080000001n, 42n];
    const states = new Int32Array(STATE_SIZE);
    words.forEach((word, w) => {
      states[2 * (LANES * w + lane)] = signed(word);
      states[2 * (LANES * w + lane) + 1] = signed(word >> 32n);
    });
    const generator = new Xoshiro256(states, lane);
    for (let i = 0; i < 1000; i++) {
      const wanted = published(words);
      generator.next();
      expect([generator.high, generator.low]).toEqual([signed(wanted >> 32n), signed(wanted)]);
    }
    expect(states.filter((_, i) => Math.floor(i / 2) % LANES !== lane)).toEqual(
      new Int32Array(STATE_SIZE / LANES),
    );
  });

  it('is the generator of the known sequence', () => {
    const words = [1n, 2n, 3n, 4n];
    const first = [41943041n, 58720359n, 3588806011781223n, 3591011842654386n];
    expect(first.map(() => published(words))).toEqual(first);
  });
});

describe('bulk draws', () => {
  const normals = drawn('normals', 1);
  const uniforms = drawn('uniforms', 1);

  it('are a function of the key, and go on from call to call', () => {
    expect(drawn('normals', 1)).toEqual(normals);
    expect(drawn('normals', 2)[0]).not.toBe(normals[0]);
    const stream = new RandomStream('bulk', 1);
    const [first, second] = [new Float64Array(9), new Float64Array(9)];
    stream.normals(first);
    stream.normals(second);
    expect(first).toEqual(normals.slice(0, 9));
    expect(second.some((x) => first.includes(x))).toBe(false);
  });

  it('have their distributions', () => {
    expect(kolmogorov(normals, normalCdf)).toBeLessThan(LARGEST_K);
    expect(kolmogorov(uniforms, (x) => x)).toBeLessThan(LARGEST_K);
    expect(uniforms.every((u) => u > 0 && u < 1)).toBe(true);
    for (const place of [0, 1, 2, 3]) {
      expect(kolmogorov(every(normals, 4, place), normalCdf)).toBeLessThan(LARGEST_K);
    }
  });

  it('have the moments of normals up to the fourth', () => {
    const moments: [power: number, mean: number, variance: number][] = [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ];
    for (const [power, mean, variance] of moments) {
      const sum = normals.reduce((total, x) => total + x ** power - mean, 0);
      expect(Math.abs(sum / Math.sqrt(variance * SIZE))).toBeLessThan(LARGEST_Z);
    }
  });

  it('are independent between lanes, within rounds, along the stream and between streams', () => {
    const places = [0, 1, 2, 3].map((place) => every(normals, 4, place));
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [places[i]!, places[j]!];
        expect(Math.abs(correlationZ(a, b))).toBeLessThan(LARGEST_Z);
        expect(Math.abs(correlationZ(squares(a), squares(b)))).toBeLessThan(LARGEST_Z);
        expect(Math.abs(correlationZ(squares(a), b))).toBeLessThan(LARGEST_Z);
      }
    }
    for (const lag of [1, 2, 4, 8]) {
      expect(Math.abs(correlationZ(normals.slice(lag), normals.slice(0, -lag)))).toBeLessThan(
        LARGEST_Z,
      );
    }
    for (const other of [2, 3, 4]) {
      const draws = drawn('normals', other);
      expect(Math.abs(correlationZ(normals, draws))).toBeLessThan(LARGEST_Z);
      expect(Math.abs(correlationZ(squares(normals), squares(draws)))).toBeLessThan(LARGEST_Z);
    }
  });

  it('would be caught if a lane were the other, a half of the circle missing or the scale off', () => {
    const states = Int32Array.from({ length: STATE_SIZE }, (_, i) => (i | 2) * 0x9e3779b1);
    const twins = new Float64Array(SIZE);
    fillUniforms(states, twins);
    const [first, second] = [every(twins, 2, 0), every(twins, 2, 1)];
    expect(Math.abs(correlationZ(first, second))).toBeGreaterThan(LARGEST_Z);
    expect(kolmogorov(normals.map(Math.abs), normalCdf)).toBeGreaterThan(LARGEST_K);
    expect(
      kolmogorov(
        normals.map((x) => 1.05 * x),
        normalCdf,
      ),
    ).toBeGreaterThan(LARGEST_K);
    const eighth = normals.map((x, i) => {
      const partner = normals[i % 4 < 2 ? i + 2 : i - 2]!;
      return i % 4 < 2 ? Math.max(Math.abs(x), Math.abs(partner)) : x;
    });
    expect(kolmogorov(every(eighth, 4, 0), normalCdf)).toBeGreaterThan(LARGEST_K);
  });

  it('reach far enough into the tails', () => {
    const beyond = normals.filter((x) => Math.abs(x) > 3).length;
    const wanted = 2 * normalCdf(-3) * SIZE;
    expect(Math.abs(beyond - wanted)).toBeLessThan(LARGEST_Z * Math.sqrt(wanted));
  });
});
