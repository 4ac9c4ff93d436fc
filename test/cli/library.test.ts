import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  check,
  draws,
  freeDirectory,
  openRun,
  plan,
  predict,
  sample,
  summary,
} from '../../src/index.js';
import type { Dataset } from '../../src/index.js';

const model = {
  name: 'line.bnn',
  text: `data { x: real[n]  y: real[n] }
a ~ normal(0, 10)     b ~ normal(0, 10)     sigma ~ half_normal(1)
observe y ~ normal(a + b * x, sigma)`,
};

/** y = 1 + 2 x, give or take a tenth. */
function line(n: number): Dataset {
  const x = Float64Array.from({ length: n }, (_, i) => i / n);
  const y = x.map((value, i) => 1 + 2 * value + (i % 2 === 0 ? 0.1 : -0.1));
  const column = (name: string, values: Float64Array) =>
    ({ name, shape: [n], values, place: (row: number) => `line, row ${String(row + 1)}` }) as const;
  const columns = new Map([
    ['x', column('x', x)],
    ['y', column('y', y)],
  ]);
  return { name: 'line', kind: 'table', columns, hash: '0'.repeat(64) };
}

describe('as a library, on a model and data in memory', () => {
  let folder = '';
  const run = () => join(folder, 'line');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bnn-library-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('checks and plans', async () => {
    expect((await check({ model })).ok).toBe(true);
    expect((await check({ model: { ...model, text: 'a ~ nomal(0, 1)' } })).ok).toBe(false);
    const { plan: found, sizes } = await plan({ model, data: line(40) });
    expect(sizes.get('n')).toBe(40);
    expect(found.blocks.length).toBeGreaterThan(0);
  });

  it('samples with its defaults, summarises and predicts', async () => {
    const events: number[] = [];
    const result = await sample({
      ...{ model, data: line(40), directory: run(), seed: '1', workers: 1 },
      onProgress: ({ iteration }) => events.push(iteration),
    });
    expect(result.outcome).toBe('finished');
    expect(events.length).toBeGreaterThan(0);
    const { diagnosis } = await summary(run());
    expect(diagnosis).toMatchObject({ chains: 4, draws: 1000, ok: true });
    const { mean, sd } = diagnosis.quantities.find(({ name }) => name === 'b')!;
    // The data fix b at 2 to within 0.1 / sqrt(40 / 12) = 0.055.
    expect(Math.abs(mean - 2)).toBeLessThan(0.1);
    expect(sd).toBeLessThan(0.1);
    const [target] = (await predict(run(), { data: line(10) })).targets;
    expect(target).toMatchObject({ kind: 'numeric', rows: 10 });
    expect([...(await draws(run(), { select: ['b'] }))]).toHaveLength(4001);
    expect(openRun(run()).draws().chains).toHaveLength(4);
  }, 60_000);

  it('names a free directory after the model', () => {
    expect(freeDirectory(join(folder, 'line.bnn'))).toBe('line.run');
  });
});
