import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { chooseSamplers, isMove, type Choice } from './choose.js';
import { componentwiseBlocks } from './componentwise-blocks.js';
import { exactBlock, normalBlock } from './exact-blocks.js';
import { planMessages } from './messages.js';
import { chooseNormals, isMixed, readsIntegrated, type Normals } from './normals.js';
import type { PlannedBlock, SamplingPlan } from './plan.js';
import { readRequests, type Requests } from './requests.js';
import { scaleSlices } from './scale-slices.js';
import { moveBlocks } from './move-blocks.js';
import { requireValidOrder } from './sweep.js';

/** The best samplers that the conditionals admit, in the order of one sweep. */
export function assign(graph: FactorGraph, conditionals: readonly Conditional[]): SamplingPlan {
  requireSamplers(graph, conditionals);
  const requested = readRequests(graph, conditionals);
  const normals = chooseNormals(graph, conditionals, requested);
  const held = new Set([...normals.integrated, ...normals.exact].flatMap((b) => b.variables));
  const others = conditionals.filter(({ variable }) => !held.has(variable));
  const choices = chooseSamplers(others, normals, requested);
  const blocks = sweepOf(graph, conditionals, normals, choices, requested);
  requireValidOrder(blocks);
  return { blocks };
}

/**
 * First what reads nothing that is integrated out, then the moves on densities with normal blocks
 * integrated out, then the draws of those blocks, and last what is drawn given them.
 */
function sweepOf(
  graph: FactorGraph,
  all: readonly Conditional[],
  normals: Normals,
  choices: readonly Choice[],
  requested: Requests,
): PlannedBlock[] {
  const { integrated, exact } = normals;
  const isBeside = ({ conditional }: Choice) => readsIntegrated(conditional, integrated).length > 0;
  const drawn = choices.filter((choice) => !isMove(choice));
  const isFree = ({ conditional: { variable } }: Choice) =>
    !requested.has(variable.name) && variable.carrier === undefined;
  const taken = drawn.filter(
    (choice) =>
      isBeside(choice) && choice.conditional.form.kind === 'exponential' && isFree(choice),
  );
  const smooth = choices.filter(isMove);
  const moves = moveBlocks(graph, all, {
    requested,
    members: [...smooth, ...taken].map(({ conditional }) => conditional),
    drawn: drawn.filter(isFree).map(({ conditional }) => conditional),
    inTurn: choices.filter(isInTurn).map(({ conditional }) => conditional),
    refusals: smooth.flatMap(({ refusals }) => refusals),
    integrated,
  });
  const reads = (block: (typeof exact)[number]) =>
    integrated.some(({ variables }) =>
      block.factors.some(({ scope }) => variables.some(({ name }) => scope.has(name))),
    );
  const isLast = (block: PlannedBlock) =>
    block.sampler === 'elliptical' && block.units === undefined && isHeld(block, integrated);
  const isAfter = (block: PlannedBlock) =>
    !isLast(block) && (block.units !== undefined || isHeld(block, integrated));
  const free = drawn.filter((choice) => !isBeside(choice) && !isInTurn(choice));
  const draw = (choice: Choice) => exactBlock(graph, choice);
  return [
    ...free.filter((choice) => !isAuxiliary(choice)).map(draw),
    ...componentwiseBlocks(all, choices),
    ...exact.filter((block) => isMixed(graph, block)).flatMap((b) => scaleSlices(graph, all, b)),
    ...free.filter(isAuxiliary).map(draw),
    ...exact.filter((block) => !reads(block)).map((block) => normalBlock(block, all, false)),
    // These come after the exact draws: their first steps then see scales that fit the start.
    ...moves.filter((block) => !isLast(block) && !isAfter(block)),
    ...integrated.map((block) => normalBlock(block, all, true)),
    ...moves.filter(isAfter),
    ...exact.filter(reads).map((block) => normalBlock(block, all, false)),
    ...drawn.filter((choice) => isBeside(choice) && !isInTurn(choice)).map(draw),
    ...moves.filter(isLast),
  ];
}

/** Whether a block moves given the values of what others integrate out. */
function isHeld(
  { conditionals, standardised = [], integrated: out = [] }: PlannedBlock,
  integrated: Normals['integrated'],
): boolean {
  const moved = [...conditionals, ...standardised];
  return out.length === 0 && moved.some((c) => readsIntegrated(c, integrated).length > 0);
}

function isInTurn({ sampler }: Choice): boolean {
  return sampler === 'componentwise';
}

function isAuxiliary({ conditional }: Choice): boolean {
  return conditional.variable.isAuxiliary === true;
}

function requireSamplers(graph: FactorGraph, conditionals: readonly Conditional[]): void {
  const wrong = conditionals.flatMap(({ variable, form, refusals, because }): Diagnostic[] => {
    if (form.kind !== 'density-only') return [];
    const values = { name: variable.name, because: refusals[0]?.because ?? because };
    const place = { source: graph.source, span: variable.span };
    return [diagnostic(planMessages.noSampler, values, place)];
  });
  if (wrong.length > 0) throw new DiagnosticError(wrong);
}
