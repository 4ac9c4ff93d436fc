import { describe, expect, it } from 'vitest';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';

const X = [
  [1, 0.7, 0.2],
  [0.8, 1.1, -0.9],
  [-0.5, 0.4, 1],
  [0.3, -0.6, 0.5],
];
const Y = [1.1, 0.7, 0.9, 1.6];
/** Three counts up to 2, which meet in the mean of the data. */
const program = (mean: string, sd: number) => `data { y: real[n] x: real[n, d] }
  z[d] ~ binomial(2, 0.4)  observe y ~ normal(${mean}, ${String(sd)})`;

/** The chance of each of the 27 states, counted in base 3. */
function exact(mean: (x: readonly number[], z: readonly number[]) => number): number[] {
  const prior = [0.36, 0.48, 0.16];
  const weights = Array.from({ length: 27 }, (_, state) => {
    const z = [state % 3, Math.floor(state / 3) % 3, Math.floor(state / 9)];
    const squares = X.reduce((sum, x, i) => sum + (Y[i]! - mean(x, z)) ** 2, 0);
    return z.reduce((product, k) => product * prior[k]!, Math.exp(-squares / 2));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const linear = (x: readonly number[], z: readonly number[]) =>
  x.reduce((sum, v, j) => sum + v * z[j]!, 0);
const bent = (x: readonly number[], z: readonly number[]) =>
  x.reduce((sum, v, j) => sum + v * Math.sin(z[j]!), 0);

function pValue(text: string, expected: readonly number[]): number {
  const compiled = compileText(text, { y: Y, x: X });
  const shares = Array.from({ length: 30 }, (_, seed) => {
    const chain = startedChain(compiled, 0, String(seed));
    const counts = new Array<number>(27).fill(0);
    for (let i = 0; i < 420; i++) {
      sweep(chain, i, i + 1, String(seed));
      const state = [0, 1, 2].reduce((sum, j) => sum + chain.values[j]! * 3 ** j, 0);
      if (i >= 20) counts[state] = counts[state]! + 1 / 400;
    }
    return counts;
  });
  // States that hardly occur have no normal mean over the chains.
  const states = [...expected.keys()].filter((state) => expected[state]! > 0.01);
  return smallestPValue(
    states.map((state) => {
      const values = shares.map((row) => row[state]! - expected[state]!);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      return normalPValue(mean / Math.sqrt(squares / (values.length - 1) / values.length));
    }),
  );
}

describe('discrete unknowns that meet in a term visit each state as enumeration says', () => {
  it.each([
    ['by products that are kept', 'x @ z', linear],
    ['the term evaluated whole', 'x @ sin(z)', bent],
  ] as const)('%s', (name, text, mean) => {
    const p = pValue(program(text, 1), exact(mean));
    expect(report(name, p)).toBeGreaterThan(FALSE_ALARM);
  });
  it('and another error of the data is caught', () => {
    const p = pValue(program('x @ z', 1.3), exact(linear));
    expect(report('other error', p)).toBeLessThan(FALSE_ALARM);
  });
});
