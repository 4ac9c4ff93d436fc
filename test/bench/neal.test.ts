import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeData } from '../../scripts/bench/generated-data.js';
import { JUDGED_WORKLOADS } from '../../scripts/bench/judged.js';
import { isInstalled, PEERS, peerRun } from '../../scripts/bench/peers.js';

const folder = mkdtempSync(join(tmpdir(), 'bnn-neal-'));
writeData(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const neal = PEERS.find(({ name }) => name === 'Neal')!;
const workload = { ...JUDGED_WORKLOADS.find(({ name }) => name === 'A')!, warmup: 20, draws: 20 };

/** What was judged, and the draws as they were written. */
function ran() {
  const result = peerRun(neal, workload, folder);
  if (typeof result === 'string') throw new Error(result);
  return { ...result, written: readFileSync(join(folder, 'Neal-A.csv'), 'utf8') };
}

describe.skipIf(!isInstalled(neal))("Neal's scheme in C", () => {
  let first: ReturnType<typeof ran>;
  let second: ReturnType<typeof ran>;
  beforeAll(() => {
    first = ran();
    second = ran();
  }, 60_000);

  it('accepts most trajectories', () => {
    expect(Number(/(\d+)% accepted/.exec(first.note)![1])).toBeGreaterThan(70);
  });

  it('draws the same from the same seed', () => {
    expect(second.written).toBe(first.written);
  });

  it('is near the posterior soon', () => {
    const { mean, sd, alone } = first.judgements.find(({ name }) => name === 'sigma')!;
    expect(alone).toHaveLength(4);
    expect(Math.abs(mean - 0.2074)).toBeLessThan(0.0088);
    expect(sd).toBeLessThan(3 * 0.0088);
    expect(first.judgements.every((each) => each.sd > 0 && Number.isFinite(each.mean))).toBe(true);
  });
});
