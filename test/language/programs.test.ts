import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bnn } from '../cli/terminal.js';
import { stagesOf } from '../compiler/stages.js';

/**
 * The six programs that the language was designed around. They are to run as they stand: the digests are of their texts
 * without white space, so that a change of one is a decision.
 */
const PROGRAMS: Readonly<Record<string, string>> = {
  'eight-schools': 'd423839e761571cc',
  'varying-intercepts': 'e0aa0d3d42db5dda',
  regression: 'b245841d11a75857',
  'sparse-mmelu': '0961b09d11561d5f',
  'sparse-cnn': '52664fdcc6471889',
  'spike-and-slab': '5c848b894eae450d',
};

const folder = mkdtempSync(join(tmpdir(), 'bnn-language-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const pathOf = (name: string) => `test/language/${name}.bnn`;

function withoutSpace(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\s+/g, '');
}

/** An .idx file of unsigned bytes. */
function writeBytes(name: string, shape: readonly number[], values: readonly number[]): string {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => head.writeUInt32BE(size, 4 + 4 * axis));
  const path = join(folder, `${name}.idx`);
  writeFileSync(path, Buffer.concat([head, Buffer.from(values)]));
  return path;
}

/** Images of 64 x 64 with a light square on the left or, every other one, on the right. */
function squares(count: number): string {
  const size = 64;
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const images = labels.flatMap((label, i) =>
    Array.from({ length: size * size }, (_, at) => {
      const [line, column] = [Math.floor(at / size), at % size];
      const inside = Math.abs(line - 28 - i) < 9 && Math.abs(column - 16 - 32 * label) < 9;
      return inside ? 255 : (line * 7 + column * 13) % 32;
    }),
  );
  const x = writeBytes('images', [count, size, size], images);
  return `x=${x},y=${writeBytes('labels', [count], labels)}`;
}

const SHORT = ['--warmup', '5', '--draws', '5'];

/** What each is run with: data, bindings and the length of the run. */
const RUNS: Readonly<Record<string, readonly [data: string, more: readonly string[]]>> = {
  'eight-schools': ['examples/eight-schools/data.json', SHORT],
  'varying-intercepts': ['examples/varying-intercepts/data.csv', SHORT],
  regression: ['examples/yacht/train.csv', ['--bind', 'y=residuary_resistance', ...SHORT]],
  'sparse-mmelu': ['examples/sparse-mmelu/train.csv', ['--bind', 'y=species', ...SHORT]],
  // 27 million multiplications an image: one sweep, and that of few images.
  'sparse-cnn': [squares(2), ['--warmup', '0', '--draws', '1']],
  'spike-and-slab': ['examples/spike-and-slab/data.csv', SHORT],
};

describe.each(Object.entries(PROGRAMS))('%s', (name, digest) => {
  it('is as it was written', () => {
    const text = withoutSpace(pathOf(name));
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe(digest);
  });

  it('runs', { timeout: 300_000 }, async () => {
    const [data, more] = RUNS[name]!;
    const out = join(folder, `${name}.run`);
    const given = [pathOf(name), '--data', data, ...more, '--chains', '1', '--seed', '1'];
    const sampled = await bnn(['sample', ...given, '--out', out]);
    // So short a run fails its diagnostics, and says so.
    expect([0, 2], sampled.stderr).toContain(sampled.status);
    const drawn = await bnn(['draws', out, '--format', 'csv']);
    const rows = drawn.stdout.trim().split('\n').slice(1);
    expect(rows.length).toBe(Number(more[more.indexOf('--draws') + 1]));
    const values = rows.flatMap((row) => row.split(',')).map(Number);
    expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
  });
});

it.each(Object.keys(PROGRAMS).filter((name) => name !== 'sparse-cnn'))(
  '%s is an example, in the same words',
  (name) => {
    expect(withoutSpace(`examples/${name}/${name}.bnn`)).toBe(withoutSpace(pathOf(name)));
  },
);

it('the convolutional program is the model, the graph and the plan that it was', async () => {
  const stages = await stagesOf(pathOf('sparse-cnn'), squares(2), []);
  for (const [stage, text] of Object.entries(stages)) {
    await expect(text).toMatchFileSnapshot(`golden/sparse-cnn/${stage}.txt`);
  }
});
