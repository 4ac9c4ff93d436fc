import type { FactorGraph } from '../3-factorize/graph.js';
import { elementsOf, type Conditional } from '../4-condition/conditional.js';
import { unitAxes, type UnitAxis } from '../4-condition/units.js';
import { isComposed, scales } from '../4-condition/plates.js';
import type { BlockMaker, Moving } from './block-maker.js';
import { areNearlyNormal } from './nearly-normal.js';
import { CHOSEN, type PlannedBlock } from './plan.js';
import type { Request } from './requests.js';
import { unitBlocks } from './unit-blocks.js';

/** Leapfrog steps of one move: with blocks integrated out they reach further. */
const STEPS = { integrated: 50, plain: 100, joint: 50 };

/** As many as make the rest of a sweep of a network cheap beside them. */
const JOINT_TRAJECTORIES = 3;

/** How far trajectories go, and in which metric. */
interface Kind {
  readonly sampler: 'nuts' | 'hmc' | 'split_hmc' | typeof CHOSEN;
  readonly request: Request | undefined;
}

/**
 * The joint moves of unknowns along the gradient. A scale and what it scales constrain each other, so where both
 * are moved there is besides a move of the scales with the standardised values. Networks move by
 * trajectories of a fixed length, as NUTS waits in vain for their slow directions to turn; infer may ask for others.
 */
export function trajectories(
  graph: FactorGraph,
  all: readonly Conditional[],
  moving: Moving,
  maker: BlockMaker,
  request: Request | undefined,
): PlannedBlock[] {
  const { members } = moving;
  if (members.length === 0) return [];
  const plates = members.filter((c) => scalesOf(graph, all, c, moving).length > 0);
  const own = [...new Set(plates.flatMap((c) => scalesOf(graph, all, c, moving)))];
  const joint = [...new Set([...own, ...members])];
  const isNetwork = members.some(({ factors, variable }) => isComposed(factors, variable));
  const isNormal = moving.integrated.length === 0 && areNearlyNormal(joint);
  const kind: Kind = {
    sampler: samplerOf(request, isNetwork, isNormal, plates.length > 0),
    request,
  };
  if (isNetwork) {
    // Its moves need the output layer integrated out more than values that are standardised.
    const apart = plates.filter((plate) => maker.isStandardisedApart(plate));
    return networkBlocks({ graph, all, maker }, moving, kind, apart, own);
  }
  const move = trajectory(kind, moving, STEPS.plain);
  const plain = 'moved together along the gradient of their log density';
  return [
    isOneNumber(members) && request === undefined
      ? maker.block(members, 'slice', { how: 'one number, moved along a slice' })
      : maker.block(members, kind.sampler, { ...move, how: `${asked(kind)}${plain}${move.how}` }),
    ...(plates.length > 0
      ? [
          maker.block(joint, kind.sampler, {
            ...move,
            how: `${asked(kind)}${SCALES}, along the gradient${move.how}`,
            standardised: plates,
          }),
        ]
      : []),
  ];
}

/**
 * A slice of one number needs some six values of the density, no gradient, and leaves little of where it was; a
 * trajectory of NUTS has to go there and turn. On four models it had 3.2 to 4.5 times the effective draws a second.
 */
function isOneNumber(members: readonly Conditional[]): boolean {
  return elementsOf(members) === 1;
}

const SCALES = 'scales moved with the standardised values of what they scale';

/** A proximal drift has the trajectories of the sampler it is made from. */
function samplerOf(
  request: Request | undefined,
  isNetwork: boolean,
  isNormal: boolean,
  scalesMove: boolean,
): Kind['sampler'] {
  // In a funnel the ends of long trajectories are refused whatever the step size, which is then tuned to nothing.
  if (request === undefined && !isNetwork && !isNormal) return scalesMove ? 'nuts' : CHOSEN;
  if (request === undefined) return isNetwork ? 'hmc' : 'split_hmc';
  if (request.name === 'split_hmc') return 'split_hmc';
  return request.name === 'hmc' || request.name === 'prox_hmc' ? 'hmc' : 'nuts';
}

function asked({ request }: Kind): string {
  return request === undefined ? '' : 'asked for by infer: ';
}

function trajectory({ sampler, request }: Kind, { integrated }: Moving, plain: number) {
  const otherwise = integrated.length > 0 ? STEPS.integrated : plain;
  const steps = sampler === 'hmc' ? (request?.steps ?? otherwise) : undefined;
  const metric = request?.metric;
  const apart = FAR[sampler] ?? '';
  const far = steps === undefined ? apart : ` in ${String(steps)} steps`;
  const how = `${far}${metric === undefined ? '' : `, metric ${metric}`}`;
  return { how, ...(steps !== undefined && { steps }), ...(metric !== undefined && { metric }) };
}

/** How far trajectories without a fixed length go, where it is not until they turn. */
const FAR: Readonly<Partial<Record<Kind['sampler'], string>>> = {
  split_hmc: ', with the normal that they nearly are split off',
  [CHOSEN]: ', until they turn or by a fixed length, chosen in warm-up',
};

/** Unknowns that scale a plate, and that a joint move may move. */
function scalesOf(
  graph: FactorGraph,
  all: readonly Conditional[],
  { variable }: Conditional,
  { members, drawn }: Moving,
): Conditional[] {
  return all.filter(
    (other) =>
      other.variable !== variable &&
      (members.includes(other) || drawn.includes(other)) &&
      scales(graph, other.variable, variable),
  );
}

interface Making {
  readonly graph: FactorGraph;
  readonly all: readonly Conditional[];
  readonly maker: BlockMaker;
}

function networkBlocks(
  making: Making,
  moving: Moving,
  kind: Kind,
  plates: readonly Conditional[],
  own: readonly Conditional[],
): PlannedBlock[] {
  const { graph, all, maker } = making;
  const { members, requested } = moving;
  const isAsked = ({ variable }: Conditional) => requested.has(variable.name);
  const outer = members.filter((c) => c.form.kind === 'exponential' && !isAsked(c));
  const scalar = [...new Set([...own, ...outer])];
  const weights = members.filter((c) => !scalar.includes(c));
  const sliced = scalar.filter((c) => !isAsked(c));
  const how = `${plates.length > 0 ? `${SCALES}, ` : ''}each along its own slice`;
  const moves = networkTrajectories(making, moving, kind, { plates, scalar, weights });
  const gradients = moves.reduce(
    (sum, { steps = STEPS.plain, trajectories = 1 }) => sum + steps * trajectories,
    0,
  );
  return [
    ...moves,
    ...(sliced.length > 0 ? [maker.block(sliced, 'slice', { how, standardised: plates })] : []),
    ...unitBlocks(graph, all, moving, weights, maker, gradients),
  ];
}

interface NetworkParts {
  readonly plates: readonly Conditional[];
  readonly scalar: readonly Conditional[];
  readonly weights: readonly Conditional[];
}

/**
 * The joint move of scales and weights goes as far as one of the weights alone, so that it stands for both where nothing
 * else was asked for.
 */
function networkTrajectories(
  { graph, maker }: Making,
  moving: Moving,
  kind: Kind,
  { plates, scalar, weights }: NetworkParts,
): PlannedBlock[] {
  const along = `${asked(kind)}moved along the gradient`;
  const units = kind.request?.metric === undefined ? alikeIn(graph, weights) : [];
  const shared = units.length > 0 ? ', step sizes shared by all units' : '';
  const alike = units.length > 0 && { alike: units };
  const blocks: PlannedBlock[] = [];
  if (scalar.length === 0 || kind.request !== undefined) {
    const move = trajectory(kind, moving, STEPS.plain);
    const how = `${along}${move.how}${shared}`;
    blocks.push(maker.block(weights, kind.sampler, { ...move, ...alike, how }));
  }
  if (scalar.length === 0) return blocks;
  const move = trajectory(kind, moving, STEPS.joint);
  const trajectories = kind.request === undefined ? JOINT_TRAJECTORIES : 1;
  const times = trajectories > 1 ? `, ${String(trajectories)} times in a row` : '';
  const how = `${SCALES}, ${along}${move.how}${times}${shared}`;
  const joint = { ...move, ...alike, trajectories, how, standardised: plates };
  return [...blocks, maker.block([...scalar, ...weights], kind.sampler, joint)];
}

/** The units of all weights: priors and data tell none from another, so that none keeps a scale of its own for long. */
function alikeIn(graph: FactorGraph, weights: readonly Conditional[]): readonly UnitAxis[] {
  const variables = weights.map(({ variable }) => variable);
  const found: UnitAxis[] = [];
  for (const seed of variables) {
    if (found.some(({ variable }) => variable === seed)) continue;
    const [members = []] = unitAxes(graph, seed, variables);
    found.push(...members.filter(({ variable: v }) => found.every((f) => f.variable !== v)));
  }
  return found;
}
