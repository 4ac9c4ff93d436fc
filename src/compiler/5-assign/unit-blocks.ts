import type { FactorGraph, Variable } from '../3-factorize/graph.js';
import { elementsOf, type Conditional } from '../4-condition/conditional.js';
import { scales } from '../4-condition/plates.js';
import { unitAxes, unitsOf, type UnitMember, type Units } from '../4-condition/units.js';
import { work, workOfFactors } from '../4-condition/work.js';
import type { BlockMaker, Moving } from './block-maker.js';
import { labelOf } from './exact-blocks.js';
import type { PlannedBlock, UnitRounds } from './plan.js';
import { elliptical } from './strategies.js';

/** Points of an ellipse that are tried for a unit, roughly. */
const TRIED = 6;
/** A log density with its gradient, in evaluations of the factors. */
const GRADIENT = 3;
/** Of the cost of the trajectories: of all rounds together, and the most for one. */
const SHARE = 1 / 16;
const MOST_FOR_ONE = 1 / 4;
const MOST_ROUNDS = 5;

/**
 * Units that enter the density by sums over them, as hidden units do, are moved one after the other on an ellipse of
 * their prior besides: there a unit that the data hardly hold, as one that saturates, goes all the way at once. Their
 * scales are drawn between rounds, as given the units they creep, and both cost little beside the trajectories. There are
 * no such moves where one round costs more, or where most of each unit has another prior and would be held.
 */
export function unitBlocks(
  graph: FactorGraph,
  all: readonly Conditional[],
  { integrated, requested, drawn }: Moving,
  weights: readonly Conditional[],
  maker: BlockMaker,
  gradients: number,
): PlannedBlock[] {
  const isFree = ({ name }: { readonly name: string }) => !requested.has(name);
  const candidates = weights
    .filter((conditional) => elliptical.judge(conditional).competence > 0)
    .map(({ variable }) => variable)
    .filter(isFree);
  const normal = integrated.flatMap(({ variables }) => variables).filter(isFree);
  const blocks: PlannedBlock[] = [];
  const moved = new Set<string>();
  for (const seed of candidates) {
    if (moved.has(seed.name)) continue;
    const units = unitsOf(graph, seed, candidates, normal);
    const rounds = units === undefined ? 0 : roundsOf(units, gradients);
    if (units === undefined || rounds < 1 || isMostlyHeld(graph, seed, weights, units)) continue;
    for (const { variable } of units.turned) moved.add(variable.name);
    const between = drawn.filter((scale) => isScaleOf(graph, scale, units));
    blocks.push(unitBlock(all, { units, rounds, between }, maker));
  }
  return blocks;
}

function roundsOf({ count, logDensity, factors }: Units, gradients: number): number {
  const round = count * TRIED * work([logDensity]);
  const trajectories = gradients * GRADIENT * workOfFactors(factors);
  if (round > MOST_FOR_ONE * trajectories) return 0;
  return Math.min(MOST_ROUNDS, Math.max(1, Math.floor((SHARE * trajectories) / round)));
}

function isMostlyHeld(
  graph: FactorGraph,
  seed: Variable,
  weights: readonly Conditional[],
  { turned, drawn }: Units,
): boolean {
  const variables = weights.map(({ variable }) => variable);
  const [whole = []] = unitAxes(graph, seed, variables);
  return 2 * elementsOf([...turned, ...drawn]) < elementsOf(whole);
}

function isScaleOf(
  graph: FactorGraph,
  { variable, form }: Conditional,
  { turned, drawn }: Units,
): boolean {
  const members = [...turned, ...drawn];
  const scaled = members.some((member) => scales(graph, variable, member.variable));
  return scaled && form.kind === 'exponential';
}

function unitBlock(
  all: readonly Conditional[],
  { units, rounds, between }: UnitRounds,
  maker: BlockMaker,
): PlannedBlock {
  const { count, turned, drawn } = units;
  const conditionals = [...turned, ...drawn].map((member) => conditionalOf(member, all));
  const name = (members: readonly UnitMember[]) =>
    labelOf(
      members.map((member) => conditionalOf(member, all)),
      all,
    );
  const beside =
    drawn.length > 0 ? `, its part of ${name(drawn)} integrated out and then drawn exactly` : '';
  const drawnBetween = between.length > 0 ? `, ${labelOf(between, all)} drawn between them` : '';
  const inRounds = rounds > 1 ? `; ${String(rounds)} rounds${drawnBetween}` : '';
  const how = `each of ${String(count)} units of ${name(turned)} turned on an ellipse of its normal prior${beside}; of the sums over units only what it adds is computed${inRounds}`;
  return maker.block(conditionals, 'elliptical', {
    how,
    units: { units, rounds, between },
    held: true,
  });
}

function conditionalOf({ variable }: UnitMember, all: readonly Conditional[]): Conditional {
  return all.find((conditional) => conditional.variable === variable)!;
}
