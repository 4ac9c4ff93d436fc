import { dimensionText, type Dimension } from '../library/dimension.js';
import type { CheckedModel, DistributionTerm, Term } from './2-check/model.js';
import { distributionText, termText } from './2-check/print.js';
import { quantitiesIn } from './2-check/term.js';
import type { PlannedBlock, SamplingPlan } from './5-assign/plan.js';

export type GraphNodeKind = 'unknown' | 'data' | 'computed' | 'factor';

export interface GraphNode {
  readonly id: string;
  readonly kind: GraphNodeKind;
  /** A quantity's name with its axes, or a factor's distribution. */
  readonly label: string;
  /** How a computed quantity is computed. */
  readonly formula?: string;
  /** Named dimensions that the node repeats over, the outermost first. */
  readonly plates: readonly string[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What a factor or a computation reads, or what it gives. */
  readonly role: 'reads' | 'gives';
}

/** Unknowns that one step of a sweep moves. */
export interface GraphBlock {
  readonly name: string;
  readonly sampler: string;
  /** Ids of the nodes that it moves. */
  readonly moves: readonly string[];
  /** Names of what is integrated out meanwhile. */
  readonly without: readonly string[];
}

/** A model as drawn: quantities, the factors that join them, and what they repeat over. */
export interface ModelGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Named dimensions, and their sizes where data tell them. */
  readonly plates: ReadonlyMap<string, number | undefined>;
  /** Of the plan, in the order of a sweep; none where the model has not met data. */
  readonly blocks: readonly GraphBlock[];
}

/** One node for every quantity and every `~` and `observe`, from the model as checked. */
export function modelGraph(
  model: CheckedModel,
  sizes: ReadonlyMap<string, number> = new Map(),
  plan: SamplingPlan = { blocks: [] },
): ModelGraph {
  const order = plateOrder(model);
  const plates = (dimensions: readonly Dimension[]) =>
    order.filter((name) => dimensions.some((d) => d.kind === 'named' && d.name === name));
  const quantity = (
    name: string,
    kind: GraphNodeKind,
    dimensions: readonly Dimension[],
  ): GraphNode => ({ id: name, kind, label: name + axes(dimensions), plates: plates(dimensions) });
  const factor = (id: string, prior: DistributionTerm, dimensions: readonly Dimension[]) =>
    ({ id, kind: 'factor', label: distributionText(prior), plates: plates(dimensions) }) as const;
  const { fields, unknowns, draws, deterministics, observations } = model;
  return {
    nodes: [
      ...fields.map((field) => quantity(field.name, 'data', field.dimensions)),
      ...unknowns.flatMap(({ name, dimensions, prior }) => [
        factor(priorId(name), prior, dimensions),
        quantity(name, 'unknown', dimensions),
      ]),
      ...draws.flatMap(({ name, dimensions, law }) => [
        factor(priorId(name), law, dimensions),
        quantity(name, 'computed', dimensions),
      ]),
      ...deterministics.map(({ name, value }) => ({
        ...quantity(name, 'computed', value.dimensions),
        formula: termText(value),
      })),
      ...observations.map(({ value, distribution }, i) =>
        factor(observationId(i), distribution, value.dimensions),
      ),
    ],
    edges: edgesOf(model),
    plates: new Map(order.map((name) => [name, sizes.get(name)])),
    blocks: plan.blocks.map(blockOf),
  };
}

function blockOf({
  name,
  sampler,
  conditionals,
  integrated = [],
  auxiliaries = [],
}: PlannedBlock): GraphBlock {
  const out = [
    ...integrated.flatMap(({ variables }) => variables),
    ...auxiliaries.map(({ variable }) => variable),
  ];
  const names = (variables: readonly { readonly name: string }[]) => variables.map((v) => v.name);
  return {
    ...{ name, sampler },
    moves: names(conditionals.map(({ variable }) => variable)),
    without: names(out),
  };
}

// A name in the language holds no space, so no quantity has such an id.
const priorId = (name: string) => `prior of ${name}`;
const observationId = (index: number) => `observation ${String(index + 1)}`;

function edgesOf({ unknowns, draws, deterministics, observations }: CheckedModel): GraphEdge[] {
  const stochastic = [...unknowns, ...draws.map(({ name, law }) => ({ name, prior: law }))];
  const reads = (terms: readonly Term[], to: string) =>
    [...quantitiesIn(terms, () => undefined)]
      .sort()
      .map((from): GraphEdge => ({ from, to, role: 'reads' }));
  return [
    ...stochastic.flatMap(({ name, prior }): GraphEdge[] => [
      ...reads(prior.arguments, priorId(name)),
      { from: priorId(name), to: name, role: 'gives' },
    ]),
    ...deterministics.flatMap(({ name, value }) =>
      reads([value], name).map((edge): GraphEdge => ({ ...edge, role: 'gives' })),
    ),
    ...observations.flatMap(({ value, distribution }, i): GraphEdge[] => [
      ...reads(distribution.arguments, observationId(i)),
      ...[...quantitiesIn([value], () => undefined)].map((to): GraphEdge => ({
        from: observationId(i),
        to,
        role: 'gives',
      })),
    ]),
  ];
}

function axes(dimensions: readonly Dimension[]): string {
  return dimensions.length === 0 ? '' : `[${dimensions.map(dimensionText).join(', ')}]`;
}

/** Plates are drawn one inside another: what most quantities repeat over is outermost. */
function plateOrder({ fields, unknowns, draws, deterministics }: CheckedModel): string[] {
  const counts = new Map<string, number>();
  const shapes = [
    ...fields.map(({ dimensions }) => dimensions),
    ...[...unknowns, ...draws].map(({ dimensions }) => dimensions),
    ...deterministics.map(({ value }) => value.dimensions),
  ];
  for (const dimension of shapes.flat()) {
    if (dimension.kind !== 'named') continue;
    counts.set(dimension.name, (counts.get(dimension.name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
