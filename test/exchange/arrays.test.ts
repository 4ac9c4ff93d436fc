import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/exchange/index.js';
import { diagnosticsOf, put, temporaryDirectory } from './files.js';

const directory = temporaryDirectory();

function column(given: string, name: string) {
  return readDataset(given).columns.get(name)!;
}

function idx(type: number, shape: readonly number[], body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, type, shape.length]);
  shape.forEach((size, axis) => head.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([head, body]);
}

/** As numpy.save writes it: the header ends on a multiple of 64 bytes. */
function npy(header: string, body: Uint8Array, version = 1): Uint8Array {
  const before = version === 1 ? 10 : 12;
  const text = `${header.padEnd(Math.ceil((before + header.length + 1) / 64) * 64 - before - 1)}\n`;
  const length = Buffer.alloc(before - 8);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  const magic = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0]);
  return Buffer.concat([magic, length, Buffer.from(text), body]);
}

const describeArray = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;

describe('.idx', () => {
  it('has its shape, and elements whose places are said', () => {
    const path = put(
      directory,
      'images.idx.gz',
      gzipSync(idx(8, [2, 1, 3], Uint8Array.of(0, 1, 2, 253, 254, 255))),
    );
    const read = column(path, 'images');
    expect(read.shape).toEqual([2, 1, 3]);
    expect([...read.values]).toEqual([0, 1, 2, 253, 254, 255]);
    expect(read.place(5)).toBe('images.idx.gz, images[2,1,3]');
  });

  it.each([
    [9, Uint8Array.of(255, 2), [-1, 2]],
    [11, Uint8Array.of(255, 254, 0, 3), [-2, 3]],
    [12, Uint8Array.of(0, 0, 1, 0, 255, 255, 255, 255), [256, -1]],
    [13, Uint8Array.of(63, 192, 0, 0, 192, 0, 0, 0), [1.5, -2]],
    [14, Uint8Array.of(63, 248, 0, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0), [1.5, -2]],
  ])('numbers of type %i are big-endian', (type, body, values) => {
    const path = put(directory, `type${String(type)}.idx`, idx(type, [2], body));
    expect([...column(path, `type${String(type)}`).values]).toEqual(values);
  });
});

describe('.npy', () => {
  it.each([
    ['|u1', Uint8Array.of(1, 200), [1, 200]],
    ['|b1', Uint8Array.of(1, 0), [1, 0]],
    ['<i2', Uint8Array.of(254, 255, 3, 0), [-2, 3]],
    ['>i2', Uint8Array.of(255, 254, 0, 3), [-2, 3]],
    ['<f2', Uint8Array.of(0x00, 0x3e, 0x01, 0x80), [1.5, -(2 ** -24)]],
    ['<f4', new Uint8Array(Float32Array.of(0.5, -3).buffer), [0.5, -3]],
    ['<f8', new Uint8Array(Float64Array.of(0.1, -3).buffer), [0.1, -3]],
    ['<i8', new Uint8Array(BigInt64Array.of(7n, -8n).buffer), [7, -8]],
  ])('reads %s', (descr, body, values) => {
    const path = put(directory, 'a.npy', npy(describeArray(descr, '(2,)'), body));
    expect(column(path, 'a')).toMatchObject({ shape: [2] });
    expect([...column(path, 'a').values]).toEqual(values);
  });

  it.each([1, 2, 3])('version %i, in C and in Fortran order', (version) => {
    const numbers = new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, 6).buffer);
    const read = (fortran: string) =>
      column(
        put(directory, 'b.npy', npy(describeArray('<f8', '(2, 3)', fortran), numbers, version)),
        'b',
      );
    expect([...read('False').values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...read('True').values]).toEqual([1, 3, 5, 2, 4, 6]);
    expect(read('True').shape).toEqual([2, 3]);
  });

  it('may hold a single number', () => {
    const path = put(directory, 'c.npy', npy(describeArray('<f8', '()'), new Uint8Array(8)));
    expect(column(path, 'c')).toMatchObject({ shape: [] });
  });
});

it('several files are one set of data, arrays under the names they are given', () => {
  const images = put(directory, 'train.images.idx', idx(8, [2, 2], Uint8Array.of(1, 2, 3, 4)));
  const labels = put(directory, 'train.labels.idx', idx(8, [2], Uint8Array.of(0, 9)));
  const both = readDataset(`x=${images},y=${labels}`);
  expect(both).toMatchObject({ kind: 'arrays', name: 'train.images.idx, train.labels.idx' });
  expect([...both.columns.keys()]).toEqual(['x', 'y']);
  expect(both.columns.get('y')).toMatchObject({ labels: true, shape: [2] });
  const [problem] = diagnosticsOf(() => readDataset(`${images},${labels}`));
  expect(problem?.code).toBe('BNN0372');
});

it.each([
  [
    'short.idx',
    idx(8, [3], Uint8Array.of(1, 2)),
    /15 bytes in all, and it has 14|11 bytes in all, and it has 10/,
  ],
  ['text.idx', Buffer.from('a,b\n1,2\n'), /begins with 0, 0/],
  ['text.npy', Buffer.from('a,b\n1,2\n1,2,3'), /begins with the byte 147/],
  ['complex.npy', npy(describeArray('<c16', '(1,)'), new Uint8Array(16)), /of type '<c16'/],
  [
    'record.npy',
    npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8)),
    /of type \[\('a'/,
  ],
])('%s is refused, and it is said why', (name, bytes, why) => {
  const [problem] = diagnosticsOf(() => readDataset(put(directory, name, bytes)));
  expect(problem).toMatchObject({ code: 'BNN0371' });
  expect(problem?.why).toMatch(why);
});
