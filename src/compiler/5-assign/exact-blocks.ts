import { constantValues, sizeOf, type GaussianSystem } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import { namesOf } from '../3-factorize/print.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import { formText } from '../4-condition/print.js';
import type { Choice } from './choose.js';
import { blockLabel } from './label.js';
import type { PlannedBlock } from './plan.js';

/** One unknown drawn from its own conditional. */
export function exactBlock(graph: FactorGraph, choice: Choice): PlannedBlock {
  const { conditional, sampler, because, refusals } = choice;
  if (sampler === 'spike_slab') return spikeSlabBlock(graph, choice);
  const { variable, form } = conditional;
  const text =
    form.kind === 'exponential'
      ? formText(form, namesOf(graph))
      : `chances of its values from ${factorNames([conditional])}`;
  const mixed = graph.augmentations.find(({ auxiliary }) => auxiliary === variable.name);
  const role = mixed
    ? `brought in to write the ${mixed.kind} of ${mixed.variable}: ${mixed.words}; `
    : '';
  return {
    name: variable.name,
    conditionals: [conditional],
    ...{ sampler, conditional: text, because: `${role}${because}`, refusals },
  };
}

/** An indicator and the value it lets in, moved together. */
function spikeSlabBlock(graph: FactorGraph, choice: Choice): PlannedBlock {
  const { conditional, sampler, because, refusals } = choice;
  const { indicator, slab } = conditional.spikeSlab!;
  const factors = graph.factors.filter(
    ({ scope }) => scope.has(indicator.name) || scope.has(slab.name),
  );
  return {
    name: `${indicator.name}, ${slab.name}`,
    conditionals: [{ ...conditional, factors }],
    ...{ sampler, because, refusals },
    conditional: `odds of ${indicator.name} = 1 from ${factors.map(({ name }) => name).join(' + ')}`,
  };
}

/** Unknowns drawn together from the normal that they are given the rest. */
export function normalBlock(
  block: GaussianBlock,
  all: readonly Conditional[],
  isIntegrated: boolean,
): PlannedBlock {
  const members = all.filter(({ variable }) => block.variables.includes(variable));
  const name = labelOf(members, all);
  const observed = block.factors.filter(({ kind }) => kind === 'likelihood');
  const targets = (observed.length > 0 ? observed : block.factors).map(({ target }) => target);
  const what = members.length > 1 ? 'them' : name;
  const draw = `drawn exactly: the log density is quadratic in ${members.length > 1 ? 'all of them together' : what}`;
  return {
    name,
    conditionals: members,
    sampler: 'gibbs',
    conditional: `multivariate normal, ${sizes(block)}: ${listed(targets)} affine in ${name}`,
    because: isIntegrated
      ? `${draw}; after the moves that leave ${what} integrated out, and before what reads ${what}`
      : draw,
    refusals: [],
    normal: block,
  };
}

function sizes({ system }: GaussianBlock): string {
  const { dimension, dense, diagonal } = system;
  const apart = dimension - (dense?.dimension ?? 0);
  const all = `${String(dimension)} dim${dimension > 1 ? 's' : ''}`;
  const how = diagonal.some(({ picks }) => picks.length > 0) ? grouped(system) : 'independent';
  if (dense === undefined) return dimension > 1 ? `${all}, ${how}` : all;
  return apart > 1 ? `${all}, ${String(apart)} of them ${how} given the rest` : all;
}

/** How many groups there are is told where each has one element of all that is diagonal. */
function grouped({ diagonal }: GaussianSystem): string {
  const [count, ...others] = diagonal.map(({ linear }) => sizeOf(linear.shape));
  const isOfEach = diagonal.every(({ picks }) =>
    picks.every(({ index }) => constantValues(index).every((place, i) => place === i)),
  );
  if (!isOfEach || others.some((size) => size !== count)) return 'in independent groups';
  return `in ${String(count)} independent groups of ${String(diagonal.length)}`;
}

function listed(targets: readonly string[]): string {
  const unique = [...new Set(targets)];
  const [last] = unique.slice(-1);
  if (unique.length === 1) return `${last!} is`;
  return `${unique.slice(0, -1).join(', ')} and ${last!} are`;
}

export function labelOf(members: readonly Conditional[], all: readonly Conditional[]): string {
  const names = (list: readonly Conditional[]) => list.map(({ variable }) => variable.name);
  return blockLabel(names(members), names(all));
}

export function factorNames(conditionals: readonly Conditional[]): string {
  const factors = new Set(conditionals.flatMap((conditional) => conditional.factors));
  return [...factors].map(({ name }) => name).join(' + ');
}
