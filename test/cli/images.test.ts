import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { bnn } from './terminal.js';

const EXAMPLE = 'examples/sparse-cnn';
const folder = mkdtempSync(join(tmpdir(), 'bnn-images-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The first images or labels of a file, in a file of their own. */
function first(count: number, name: string): string {
  const bytes = gunzipSync(readFileSync(join(EXAMPLE, `${name}.idx.gz`)));
  const head = 4 + 4 * bytes[3]!;
  const all = bytes.readUInt32BE(4);
  bytes.writeUInt32BE(count, 4);
  const path = join(folder, `${name}.idx`);
  writeFileSync(path, bytes.subarray(0, head + ((bytes.length - head) / all) * count));
  return path;
}

it('the convolutional network of the examples is sampled and predicts new images', async () => {
  const data = `x=${first(32, 'train-images')},y=${first(32, 'train-labels')}`;
  const run = join(folder, 'clothes.run');
  const sizes = ['--chains', '1', '--warmup', '2', '--draws', '2', '--seed', '1'];
  const model = join(EXAMPLE, 'sparse-cnn.bnn');
  const sampled = await bnn(['sample', model, '--data', data, ...sizes, '--out', run]);
  expect(sampled.status, sampled.stderr).toBeLessThan(3);
  const images = `x=${first(5, 'test-images')}`;
  const predicted = await bnn(['predict', run, '--data', images, '--json']);
  expect(predicted.status, predicted.stderr).toBe(0);
  expect(predicted.stdout).toContain('"9"');
}, 300_000);

it('what images and labels are bound to is said', async () => {
  const data = `x=${EXAMPLE}/train-images.idx.gz,y=${EXAMPLE}/train-labels.idx.gz`;
  const planned = await bnn(['plan', join(EXAMPLE, 'sparse-cnn.bnn'), '--data', data]);
  expect(planned.stdout).toContain('x <- x (400 x 28 x 28 x 1)');
  expect(planned.stdout).toContain('n = 400, K = 10');
});
