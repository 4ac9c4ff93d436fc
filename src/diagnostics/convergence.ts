import type { QuantityKind } from '../base/draws.js';
import type { Finding } from './finding.js';
import type { QuantitySummary } from './quantities.js';

/** Limits of Vehtari et al. (2021): R-hat 1.01, and an ESS of 400 over all chains. */
export const RHAT_LIMIT = 1.01;
const ESS_LIMIT = 400;

/**
 * Whether convergence of such a quantity is held against the run. A network's single weights are
 * not identified: its units can swap places without changing one prediction.
 */
export function isHeld(kind: QuantityKind): boolean {
  return kind !== 'weight';
}

/** What R-hat and ESS say of the quantities that are held against a run. */
export function convergenceFindings(
  quantities: readonly QuantitySummary[],
  drawsInTotal: number,
): Finding[] {
  const held = quantities.filter(
    ({ kind, regularity }) => isHeld(kind) && regularity === 'varying',
  );
  const measured = held.filter(({ rhat }) => !Number.isNaN(rhat));
  if (measured.length < held.length) return [tooFewDraws(drawsInTotal)];
  return [...rhatFindings(measured), ...essFindings(measured, drawsInTotal)];
}

function tooFewDraws(drawsInTotal: number): Finding {
  return {
    name: 'too_few_draws',
    severity: 'failure',
    what: `${String(drawsInTotal)} draws are too few to judge convergence`,
    why: 'R-hat and ESS need at least 4 draws a chain to be defined, and a few hundred to mean anything',
    instead: 'run again with --draws 1000 or more',
    quantities: [],
  };
}

function rhatFindings(quantities: readonly QuantitySummary[]): Finding[] {
  const bad = quantities.filter((q) => q.rhat > RHAT_LIMIT).sort((a, b) => b.rhat - a.rhat);
  const worst = bad[0];
  if (worst === undefined) return [];
  return [
    {
      name: 'rhat',
      severity: 'failure',
      what: `the chains disagree: R-hat is above ${String(RHAT_LIMIT)} for ${counted(bad.length, quantities.length)}, worst ${worst.name} at ${worst.rhat.toFixed(3)}`,
      why: 'they have not yet settled on one distribution, so means, sds and quantiles may be wrong',
      instead:
        'run longer (--warmup and --draws twice as large); where that does not help, look for a quantity that the data cannot tell apart from another, or a prior that is too wide',
      quantities: bad.map((q) => q.name),
    },
  ];
}

function essFindings(quantities: readonly QuantitySummary[], drawsInTotal: number): Finding[] {
  const size = (q: QuantitySummary) => Math.min(q.ess_bulk, q.ess_tail);
  const bad = quantities.filter((q) => size(q) < ESS_LIMIT).sort((a, b) => size(a) - size(b));
  const worst = bad[0];
  if (worst === undefined) return [];
  const part = worst.ess_bulk <= worst.ess_tail ? 'bulk' : 'tail';
  return [
    {
      name: 'ess',
      severity: 'failure',
      what: `too few independent draws: the effective sample size is below ${String(ESS_LIMIT)} for ${counted(bad.length, quantities.length)}, worst ${worst.name} (${part}) at ${String(Math.round(size(worst)))} of ${String(drawsInTotal)} draws`,
      why: 'means and quantiles carry a Monte Carlo error too large to rely on, and R-hat itself is unreliable',
      instead: essRemedy(size(worst)),
      quantities: bad.map((q) => q.name),
    },
  ];
}

/** Below a tenth of the limit, waiting is no remedy. */
function essRemedy(size: number): string {
  if (size < ESS_LIMIT / 10) {
    return 'look for the cause first: a quantity that the data cannot tell apart from another, or chains that disagree';
  }
  const factor = Math.max(2, Math.ceil(ESS_LIMIT / size));
  return `run with more draws, about ${String(factor)} times as many (--draws)`;
}

/** `3 of 12 quantities`. */
function counted(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)} ${whole === 1 ? 'quantity' : 'quantities'}`;
}
