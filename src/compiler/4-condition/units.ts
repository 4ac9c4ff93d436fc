import {
  add,
  collectQuadratic,
  constant,
  gaussianSystem,
  input,
  logNormaliser,
  share,
  substituteAll,
  topological,
  unitDependence,
  unitView,
  type GaussianSystem,
  type Node,
  type UnitDependence,
  type UnitView,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';

/** An unknown of which every unit has a slice. */
export interface UnitMember {
  readonly variable: Variable;
  readonly axis: number;
  /** The input that stands for one unit's slice: the variable's shape with 1 along the axis. */
  readonly slice: Node;
}

/** Units that enter the density by sums over them, each with a normal prior given the others. */
export interface Units {
  readonly count: number;
  /** Those whose slices are turned on the ellipse, and then those drawn given them. */
  readonly turned: readonly UnitMember[];
  readonly drawn: readonly UnitMember[];
  readonly view: Pick<UnitView, 'sums' | 'held'>;
  readonly factors: readonly Factor[];
  /** The normal prior of the turned slices. */
  readonly ellipse: GaussianSystem;
  /** The normal of the drawn slices given the turned. */
  readonly draw: GaussianSystem | undefined;
  /** Scalar: log density of the turned slices with the drawn integrated out, less the log of the ellipse. */
  readonly logDensity: Node;
}

/** An unknown and the axis along which its units lie. */
export interface UnitAxis {
  readonly variable: Variable;
  readonly axis: number;
}

/**
 * The units of an unknown that enter sums bent, as hidden units do, together with the other candidates' slices
 * that belong to them. `normal` are candidates whose slices are drawn where they are normal given the rest.
 */
export function unitsOf(
  graph: FactorGraph,
  seed: Variable,
  candidates: readonly Variable[],
  normal: readonly Variable[],
): Units | undefined {
  for (const members of unitAxes(graph, seed, [...candidates, ...normal])) {
    const drawn = members.filter(({ variable }) => normal.includes(variable));
    const units = seenAsUnits(graph, members, drawn) ?? seenAsUnits(graph, members, []);
    if (units !== undefined) return units;
  }
  return undefined;
}

/** The ways in which an unknown is one of units that enter sums bent, each with the axes of others that belong to them. */
export function unitAxes(
  graph: FactorGraph,
  seed: Variable,
  others: readonly Variable[],
): (readonly UnitAxis[])[] {
  return [...seed.shape.keys()].flatMap((axis) => {
    let members: readonly UnitAxis[] = [{ variable: seed, axis }];
    if (seed.shape[axis]! < 2 || !entersBent(graph, members, seed)) return [];
    for (const other of others) {
      if (other !== seed) members = joinedBy(graph, members, other) ?? members;
    }
    return [members];
  });
}

/** With the slices of another unknown that go into the same sums. */
function joinedBy(
  graph: FactorGraph,
  members: readonly UnitAxis[],
  other: Variable,
): readonly UnitAxis[] | undefined {
  const count = countOf(members);
  for (const axis of other.shape.keys()) {
    if (other.shape[axis] !== count) continue;
    const all = [...members, { variable: other, axis }];
    if (entersBent(graph, all, members[0]!.variable, other)) return all;
  }
  return undefined;
}

function countOf([first]: readonly UnitAxis[]): number {
  return first!.variable.shape[first!.axis]!;
}

interface Traced {
  readonly factors: readonly Factor[];
  readonly terms: readonly Node[];
  readonly order: readonly Node[];
  readonly dependence: ReadonlyMap<Node, UnitDependence>;
}

/** The factors of the members, and how all in them depends on the units; undefined where units meet outside sums. */
function traced(graph: FactorGraph, members: readonly UnitAxis[]): Traced | undefined {
  const factors = graph.factors.filter(({ scope }) =>
    members.some(({ variable }) => scope.has(variable.name)),
  );
  const inputs = members.map(({ variable }) => variable.input);
  const shared = share([...factors.map(({ logDensity }) => logDensity), ...inputs]);
  const order = topological(shared);
  const axes = new Map(members.map(({ axis }, i) => [shared[factors.length + i]!, axis]));
  const dependence = unitDependence(order, axes);
  return dependence && { factors, terms: shared.slice(0, factors.length), order, dependence };
}

/** Whether the units of `seed` enter a sum bent, and those of `other` the same sum. */
function entersBent(
  graph: FactorGraph,
  members: readonly UnitAxis[],
  seed: Variable,
  other?: Variable,
): boolean {
  const found = traced(graph, members);
  if (found === undefined) return false;
  const { factors, terms, dependence } = found;
  const likelihood = terms.filter((_, i) => !isPriorOf(factors[i]!, members));
  return topological(likelihood).some((node) => {
    const own = dependence.get(node);
    if (own?.kind !== 'sum' || !own.bent) return false;
    const below = new Set(topological([node]));
    const reads = ({ name }: Variable) =>
      [...below].some(({ op, attributes }) => op === 'input' && attributes.name === name);
    return reads(seed) && (other === undefined || reads(other));
  });
}

function isPriorOf({ kind, target }: Factor, members: readonly UnitAxis[]): boolean {
  return kind === 'prior' && members.some(({ variable }) => variable.name === target);
}

function seenAsUnits(
  graph: FactorGraph,
  placed: readonly UnitAxis[],
  drawnPlaces: readonly UnitAxis[],
): Units | undefined {
  const found = traced(graph, placed);
  if (found === undefined) return undefined;
  const { factors, terms, order, dependence } = found;
  const members = placed.map(memberOf);
  const drawn = members.filter((_, i) => drawnPlaces.includes(placed[i]!));
  const turned = members.filter((member) => !drawn.includes(member));
  const slices = new Map(
    members.map(({ variable, slice }) => [
      order.find(({ op, attributes }) => op === 'input' && attributes.name === variable.name)!,
      slice,
    ]),
  );
  const { outputs, sums, held } = unitView(terms, dependence, slices);
  const onEllipse = factors.map((factor) => isPriorOf(factor, turned));
  const readsDrawn = factors.some(
    ({ scope }, i) => onEllipse[i] && drawn.some(({ variable }) => scope.has(variable.name)),
  );
  const ellipse = systemOf(
    outputs.filter((_, i) => onEllipse[i]),
    turned,
  );
  const rest = outputs.filter((_, i) => !onEllipse[i]);
  const draw = drawn.length > 0 ? systemOf(rest, drawn) : undefined;
  if (readsDrawn || ellipse === undefined || (drawn.length > 0 && !draw)) return undefined;
  const joint = rest.reduce(add, constant(0));
  const means = new Map(drawn.map(({ slice }, i) => [slice, draw!.mean[i]!]));
  const [atMean] = substituteAll([joint], means);
  const logDensity = draw === undefined ? joint : add(atMean!, logNormaliser(draw));
  const count = countOf(placed);
  return { count, turned, drawn, view: { sums, held }, factors, ellipse, draw, logDensity };
}

function systemOf(terms: readonly Node[], members: readonly UnitMember[]) {
  const slices = members.map(({ slice }) => slice);
  const form = collectQuadratic(terms, slices);
  return form.kind === 'refused' ? undefined : gaussianSystem(form, slices);
}

function memberOf({ variable, axis }: UnitAxis): UnitMember {
  const shape = variable.shape.map((size, at) => (at === axis ? 1 : size));
  return { variable, axis, slice: input(`unit:${variable.name}`, shape) };
}
