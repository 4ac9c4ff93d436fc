import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { contestantName, contestants } from '../../scripts/bench/backends.js';
import { writeData } from '../../scripts/bench/generated-data.js';
import { buildYardstick } from '../../scripts/bench/native.js';
import { GRADIENT_WORKLOADS, graphOf, testPoint } from '../../scripts/bench/workloads.js';

/** What the programs of test/bench/native print in double precision. */
const PRINTED = [
  { name: 'A', logDensity: -710.745280672, norm: 1834.27314502, product: -1344.31471135 },
  { name: 'B', logDensity: -1178.31022965, norm: 609.721790565, product: 60.2244215229 },
  { name: 'IMAGES', logDensity: -633.492944563, norm: 73.0273259404, product: -11.773677425 },
];

const folder = mkdtempSync(join(tmpdir(), 'bnn-yardstick-'));
writeData(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cases = PRINTED.flatMap((printed) =>
  contestants(undefined, 'f64').map((contestant) => ({
    ...{ printed, backend: contestant.backend },
    title: `${printed.name}, ${contestantName(contestant)}`,
  })),
);

it.each(cases)('$title: density and gradient are those of hand-written C', (given) => {
  const { name, ...theirs } = given.printed;
  const workload = GRADIENT_WORKLOADS.find((each) => each.name === name)!;
  const ours = testPoint(workload, graphOf(workload, folder), given.backend).printed();
  for (const key of ['logDensity', 'norm', 'product'] as const) {
    expect(Math.abs(ours[key] / theirs[key] - 1), key).toBeLessThan(1e-9);
  }
});

it('hand-written C prints so', ({ skip }) => {
  for (const { name, ...printed } of PRINTED) {
    const workload = GRADIENT_WORKLOADS.find((each) => each.name === name)!;
    const yardstick = buildYardstick(workload, 'f64', folder);
    if (typeof yardstick === 'string') return skip(yardstick);
    const { logDensity, norm, product } = yardstick.run(0.01);
    for (const [key, value] of Object.entries({ logDensity, norm, product })) {
      expect(value / printed[key as keyof typeof printed], `${name}, ${key}`).toBeCloseTo(1, 9);
    }
  }
});

it('notices weights laid out the other way', () => {
  const workload = GRADIENT_WORKLOADS.find(({ name }) => name === 'A')!;
  const { backend } = contestants(undefined, 'f64')[0]!;
  const swapped = { ...workload, byUnit: false };
  const ours = testPoint(swapped, graphOf(workload, folder), backend).printed();
  expect(Math.abs(ours.product / PRINTED[0]!.product - 1)).toBeGreaterThan(1e-3);
});
