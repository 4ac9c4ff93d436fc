import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSchedule } from '../../src/backend/schedule/build-schedule.js';
import { allocate, type Lifetime } from '../../src/backend/schedule/memory.js';
import * as k from '../../src/expression/index.js';
import { network } from './network.js';

const lifetime: fc.Arbitrary<Lifetime> = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(20), fc.nat(6))
  .map(([size, first, length]) => ({ size, first, last: first + length }));

/** Pairs of buffers that share an element while both are alive. */
function clashes(lifetimes: readonly Lifetime[], offsets: readonly number[]): number {
  let found = 0;
  lifetimes.forEach((a, i) => {
    lifetimes.slice(0, i).forEach((b, j) => {
      const together = a.first <= b.last && b.first <= a.last;
      const apart = offsets[i]! + a.size <= offsets[j]! || offsets[j]! + b.size <= offsets[i]!;
      if (together && !apart) found++;
    });
  });
  return found;
}

describe('memory', () => {
  it('never gives two living buffers one element', () => {
    fc.assert(
      fc.property(fc.array(lifetime), (lifetimes) => {
        const { offsets, size } = allocate(lifetimes);
        expect(clashes(lifetimes, offsets)).toBe(0);
        expect(size).toBe(Math.max(0, ...lifetimes.map((l, i) => offsets[i]! + l.size)));
      }),
    );
  });

  it('reuses what is no longer needed', () => {
    const chain = Array.from({ length: 10 }, (_, i) => ({ size: 64, first: i, last: i + 1 }));
    expect(allocate(chain).size).toBe(128);
    expect(clashes(chain, [0, 0, ...allocate(chain).offsets.slice(2)])).toBeGreaterThan(0);
  });
});

describe('schedule', () => {
  const loopsOf = (outputs: readonly k.Node[]) =>
    buildSchedule(outputs, { tiled: false, precision: 'f64' }).steps.filter(
      (step) => step.kind === 'loop',
    );

  it('fuses elementwise chains and their sums into one loop', () => {
    const y = k.constant(new Float64Array(100), [100]);
    const f = k.input('f', [100]);
    const density = k.sum(k.square(k.div(k.sub(y, f), k.constant(2))));
    const [loop, ...rest] = loopsOf([density]);
    expect(rest).toEqual([]);
    expect(loop).toMatchObject({ extents: [100], stores: [] });
    expect(loop!.reductions.length).toBe(1);
  });

  it('reads a bias along its axis without repeating it in memory', () => {
    const m = k.input('m', [6, 4]);
    const b = k.input('b', [4]);
    const [loop] = loopsOf([k.add(m, k.broadcast(b, [6, 4], [1]))]);
    expect(loop!.loads.map(({ strides }) => strides)).toEqual([
      [4, 1],
      [0, 1],
    ]);
  });

  it('recomputes nothing forward in the backward loop of a network, and stores only tanh', () => {
    const loops = loopsOf(network(400, 8, 50));
    const large = loops.filter(({ extents }) => extents.join() === '400,50');
    expect(large.map(({ instructions }) => instructions.map(({ op }) => op))).toEqual([
      ['add', 'tanh'],
      ['square', 'sub', 'mul'],
    ]);
    expect(large.map(({ stores }) => stores.length)).toEqual([1, 1]);
  });
});
