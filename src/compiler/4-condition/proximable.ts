import {
  broadcast,
  constant,
  evaluate,
  inputsOf,
  sizeOf,
  topological,
  type Node,
} from '../../expression/index.js';
import type { DistributionPenalty, Support } from '../../library/index.js';
import type { Factor, Variable } from '../3-factorize/graph.js';
import type { Box, Conditional, Form } from './conditional.js';

type Proximable = Extract<Form, { kind: 'smooth plus proximable' }>;
interface Objection {
  readonly because: string;
}

/** The part of an unknown's prior that its distribution declares to be a penalty with a proximal operator. */
export function proximableForm(
  { support, input }: Variable,
  prior: Factor | undefined,
): Proximable | undefined {
  // In other coordinates than its own the operator is another.
  if (support.kind !== 'real' || prior?.value !== input) return undefined;
  const penalty = prior.distribution.penalty?.(prior.parameters);
  return penalty && { kind: 'smooth plus proximable', prior, penalty };
}

/**
 * A conditional as a proximal drift takes it where infer asks for one: with the penalty of the prior, or, where the
 * support has ends, in its own coordinates with these as a box, onto which the operator projects.
 */
export function asProximable(conditional: Conditional): Proximable | Objection {
  const { form, variable, prior } = conditional;
  if (form.kind === 'smooth plus proximable') return form;
  const box = prior?.value === variable.input ? boxOf(variable, prior) : undefined;
  if (prior === undefined || box === undefined) {
    return { because: `${prior?.name ?? variable.name} has no part with a proximal operator` };
  }
  if ('because' in box) return box;
  const declared = prior.distribution.penalty?.(prior.parameters);
  const penalty = declared?.kind === 'absolute' ? declared : withoutWeight(prior);
  return { kind: 'smooth plus proximable', prior, penalty, box };
}

/** All of a prior is smooth but for the ends of the support. */
function withoutWeight({ logDensity }: Factor): DistributionPenalty {
  const zero = constant(0);
  return { kind: 'absolute', weight: zero, centre: zero, rest: () => logDensity };
}

function boxOf({ support, shape }: Variable, prior: Factor): Box | Objection | undefined {
  const box = endsOf(support);
  if (box === undefined) return undefined;
  const ends = [box.lower, box.upper];
  const moving = [...new Set(ends.flatMap((end) => [...inputsOf(end)]))];
  if (moving.length > 0) {
    const because = `an end of ${prior.name} moves with ${moving.join(', ')}, and a projection is onto ends that are known numbers`;
    return { because };
  }
  const open = ends.find((end) => !isFiniteAt(prior, end, shape));
  if (open === undefined) return box;
  const at = evaluate([open])[0]!.join(', ');
  return { because: `the density of ${prior.name} is 0 or infinite at its end ${at}` };
}

function endsOf(support: Support): Box | undefined {
  switch (support.kind) {
    case 'positive':
      return { lower: constant(0), upper: constant(Infinity) };
    case 'unit':
      return { lower: constant(0), upper: constant(1) };
    case 'interval':
      return support;
    default:
      return undefined;
  }
}

/** A value that scales, chances and locations alike may have. */
const ORDINARY = 0.5;

/** Whether a prior has a finite log density at an end, its unknown parameters being some ordinary values. */
function isFiniteAt(
  { distribution, parameters }: Factor,
  end: Node,
  shape: Variable['shape'],
): boolean {
  const full = end.shape.length === shape.length ? end : broadcast(end, shape, []);
  const ends = evaluate([full])[0]!;
  const density = distribution.logDensity(full, parameters);
  const ordinary = topological([density])
    .filter(({ op }) => op === 'input')
    .map(
      (node) =>
        [
          node.attributes.name as string,
          new Float64Array(sizeOf(node.shape)).fill(ORDINARY),
        ] as const,
    );
  const values = evaluate([density], new Map(ordinary))[0]!;
  return ends.every((at, i) => !Number.isFinite(at) || Number.isFinite(values[i % values.length]!));
}
