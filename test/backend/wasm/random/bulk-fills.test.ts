import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkFills } from '../../../../src/backend/wasm/random/bulk-fills.js';
import { webAssembly } from '../../../../src/backend/wasm/web-assembly.js';
import { fillNormals, fillUniforms } from '../../../../src/base/random/bulk.js';
import { RandomStream } from '../../../../src/base/random/stream.js';
import { STATE_SIZE } from '../../../../src/base/random/xoshiro256.js';

const fills = bulkFills(webAssembly()!);
const pairs = [
  ['uniforms', fills.uniforms, fillUniforms],
  ['normals', fills.normals, fillNormals],
] as const;

describe.each(pairs)('%s by vector code', (_name, vector, plain) => {
  it('are the plain ones to the bit, whatever the states and the length', () => {
    const integer = fc.oneof(fc.constantFrom(0, -1, 1, 2 ** 31 - 1, -(2 ** 31)), fc.integer());
    const states = fc.array(integer, { minLength: STATE_SIZE, maxLength: STATE_SIZE });
    fc.assert(
      fc.property(states, fc.nat({ max: 70 }), (numbers, size) => {
        const [mine, theirs] = [Int32Array.from(numbers), Int32Array.from(numbers)];
        const [found, wanted] = [new Float64Array(size), new Float64Array(size)];
        for (let call = 0; call < 3; call++) {
          vector(mine, found);
          plain(theirs, wanted);
          expect(found).toEqual(wanted);
          expect(mine).toEqual(theirs);
        }
      }),
    );
  });

  it('are so in arrays longer than the memory', () => {
    const [found, wanted] = [new Float64Array(100_003), new Float64Array(100_003)];
    const states = Int32Array.from({ length: STATE_SIZE }, (_, i) => (i + 1) * 0x9e3779b1);
    vector(states.slice(), found);
    plain(states.slice(), wanted);
    expect(found).toEqual(wanted);
  });
});

it('can stand for the plain fill of a stream', () => {
  const [found, wanted] = [new Float64Array(33), new Float64Array(33)];
  new RandomStream('fill').filledBy(fills).normals(found);
  new RandomStream('fill').normals(wanted);
  expect(found).toEqual(wanted);
});
