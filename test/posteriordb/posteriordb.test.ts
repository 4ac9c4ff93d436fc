import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compiler/compile.js';
import { diagnose, type Diagnosis } from '../../src/diagnostics/index.js';
import { readDataset } from '../../src/exchange/index.js';
import { sampleInProcess, type Settings } from './sampling.js';

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** What the command line does by default. */
const DEFAULTS: Settings = {
  seed: 'posteriordb',
  chains: 4,
  warmup: 1000,
  draws: 1000,
  adaptDelta: 0.8,
  maxTreedepth: 10,
};

/** A mean is held to 0.1 reference sd and an sd to 10 %, which an ESS of 1000 can tell. */
const SHIFT_LIMIT = 0.1;
const RATIO_LIMIT = 0.1;
const ESS_LIMIT = 1000;

/** Draws a chain where 1000 leave an ESS below 1000, or a heavy tail's sd uncertain. */
const POSTERIORS: readonly (readonly [name: string, changes: Partial<Settings>])[] = [
  // posteriordb took its reference draws with this target too; at 0.8 a chain now and then diverges.
  ['eight_schools_noncentered', { draws: 2500, adaptDelta: 0.95 }],
  ['eight_schools_centered', { draws: 2000, adaptDelta: 0.95 }],
  ['kidscore_momhsiq', {}],
  ['logearn_interaction', { draws: 2500 }],
  ['sblrc_blr', { draws: 2500 }],
  ['kilpisjarvi', { draws: 4000 }],
  ['wells_dist100ars', {}],
  ['arK', {}],
  ['gp_regr', {}],
  ['garch11', {}],
  ['low_dim_gauss_mix', {}],
];

describe('posteriors with reference draws', () => {
  it.each(POSTERIORS)(
    '%s',
    (name, changes) => {
      const diagnosis = posterior(name, { ...DEFAULTS, ...changes });
      expect(deviations(diagnosis, referenceOf(name))).toEqual([]);
      expect(diagnosis.findings.filter(({ severity }) => severity === 'failure')).toEqual([]);
    },
    300_000,
  );

  // NUTS on all unknowns cannot reach the neck of the funnel at any step size, which the plan
  // therefore avoids: where infer asks for it, what counts is that the verdict says so.
  it('eight_schools_centered by NUTS alone: the verdict is not to trust it, and why', () => {
    const request = 'infer { mu, tau, theta using nuts }';
    const diagnosis = posterior('eight_schools_centered', DEFAULTS, request);
    expect(diagnosis.ok).toBe(false);
    expect(diagnosis.findings.map((finding) => finding.name)).toContain('divergences');
    const apart = deviations(diagnosis, referenceOf('eight_schools_centered'), 0);
    expect(apart.filter((line) => line.startsWith('theta'))).toEqual([]);
  }, 300_000);
});

function posterior(name: string, settings: Settings, request = ''): Diagnosis {
  const source = { name: 'model.bnn', text: `${read(name, 'model.bnn')}${request}` };
  const dataset = readDataset(pathOf(name, 'data.json'));
  const model = compile(source, dataset, { priors: [], bindings: [] });
  const { draws, statistics } = sampleInProcess(model, settings);
  return diagnose(draws, statistics, settings.maxTreedepth);
}

/** Every parameter that is not where the reference has it, or not known well enough to tell. */
function deviations(
  { quantities }: Diagnosis,
  reference: Readonly<Record<string, Moments>>,
  fewest = ESS_LIMIT,
): string[] {
  const found = new Map(quantities.map((quantity) => [quantity.name, quantity]));
  return Object.entries(reference).flatMap(([name, { mean, sd }]) => {
    const quantity = found.get(name);
    if (quantity === undefined) return [`${name} is not among the draws`];
    const shift = Math.abs(quantity.mean - mean) / sd;
    const ratio = quantity.sd / sd;
    const size = quantity.ess_bulk;
    const agrees = shift <= SHIFT_LIMIT && Math.abs(ratio - 1) <= RATIO_LIMIT && size >= fewest;
    const figures = [shift, ratio, size].map((value) => value.toFixed(3)).join(', ');
    return agrees ? [] : [`${name}: shift, sd ratio and ESS are ${figures}`];
  });
}

function referenceOf(name: string): Readonly<Record<string, Moments>> {
  const reference = JSON.parse(read(name, 'reference.json')) as {
    parameters: Readonly<Record<string, Moments>>;
  };
  return reference.parameters;
}

function read(name: string, file: string): string {
  return readFileSync(pathOf(name, file), 'utf8');
}

function pathOf(name: string, file: string): string {
  return fileURLToPath(new URL(`${name}/${file}`, import.meta.url));
}
