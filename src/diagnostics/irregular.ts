import { isHeld, RHAT_LIMIT } from './convergence.js';
import type { Finding } from './finding.js';
import type { QuantitySummary } from './quantities.js';

/** Quantities for which R-hat and ESS have no value, and the weights that are not judged. */
export function irregularFindings(quantities: readonly QuantitySummary[]): Finding[] {
  const constant = quantities.filter((q) => q.regularity === 'constant');
  return [
    ...notFinite(quantities.filter((q) => q.regularity === 'not_finite')),
    ...stuck(constant.filter(isStuck)),
    ...constants(constant.filter((q) => !isStuck(q))),
    ...weights(quantities.filter((q) => !isHeld(q.kind))),
  ];
}

/**
 * A continuous unknown never repeats, so one that keeps a fractional value was never moved. A
 * whole number may be a discrete unknown, and what is computed may well be constant.
 */
function isStuck({ kind, mean }: QuantitySummary): boolean {
  return (kind === 'parameter' || kind === 'weight') && !Number.isInteger(mean);
}

function notFinite(bad: readonly QuantitySummary[]): Finding[] {
  if (bad.length === 0) return [];
  return [
    {
      name: 'not_finite',
      severity: 'failure',
      what: `${names(bad)} took values that are not finite numbers`,
      why: 'a mean or quantile over them has no meaning',
      instead:
        'look for an overflow, a division by zero or a logarithm of zero in the expressions that lead to it',
      quantities: bad.map((q) => q.name),
    },
  ];
}

function stuck(bad: readonly QuantitySummary[]): Finding[] {
  if (bad.length === 0) return [];
  return [
    {
      name: 'stuck',
      severity: 'failure',
      what: `${names(bad)} never moved`,
      why: 'every draw of a continuous unknown has the same value: the sampler rejected every step',
      instead:
        'run again with a longer --warmup, or look for a likelihood that is flat or extremely steep',
      quantities: bad.map((q) => q.name),
    },
  ];
}

function constants(found: readonly QuantitySummary[]): Finding[] {
  if (found.length === 0) return [];
  return [
    {
      name: 'constant',
      severity: 'note',
      what: `${names(found)} had the same value in every draw`,
      why: 'R-hat and ESS are not defined for a constant; this is not held against the run',
      instead: 'nothing, if you expected it',
      quantities: found.map((q) => q.name),
    },
  ];
}

function weights(all: readonly QuantitySummary[]): Finding[] {
  const high = all.filter((q) => q.rhat > RHAT_LIMIT).sort((a, b) => b.rhat - a.rhat);
  if (high.length === 0) return [];
  return [
    {
      name: 'weights',
      severity: 'note',
      what: `R-hat is above ${String(RHAT_LIMIT)} for ${String(high.length)} of ${String(all.length)} network weights; this is not held against the run`,
      why: 'units of a network can swap places or signs without changing one prediction, so single weights need not agree between chains',
      instead:
        'judge the network by its predictions, scales and layer summaries, which are checked',
      quantities: high.map((q) => q.name),
    },
  ];
}

/** `a, b and 3 more`. */
function names(quantities: readonly QuantitySummary[]): string {
  const shown = quantities.slice(0, 3).map((q) => q.name);
  const rest = quantities.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${String(rest)} more`;
  const last = shown.pop()!;
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
