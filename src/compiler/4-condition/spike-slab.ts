import {
  collectQuadratic,
  constant,
  gaussianSystem,
  input,
  inputsOf,
  sameShape,
  sizeOf,
  sub,
  substituteAll,
  topological,
  type GaussianSystem,
  type Node,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { elementLaw, type ElementLaw } from './element-law.js';
import { elementTerms } from './element-terms.js';

/** Indicators z and values v that all else reads as weights z v: each weight is 0, or of the slab. */
export interface SpikeSlab {
  readonly indicator: Variable;
  readonly slab: Variable;
  /** The input that stands for z v. */
  readonly weight: Node;
  /** Prior logit of each indicator, of its shape. */
  readonly logOdds: Node;
  readonly law: ElementLaw;
  /** Scalars that read the weights, and neither z nor v. */
  readonly likelihood: readonly Node[];
  /** Their sum where it is quadratic in the weights. */
  readonly quadratic?: GaussianSystem;
}

/** Beyond this many weights their matrix costs more than likelihoods one by one. */
const LARGEST_QUADRATIC = 400;

/** The spike and slab that an unknown is the indicator of, if it is one. */
export function spikeSlab(graph: FactorGraph, indicator: Variable): SpikeSlab | undefined {
  if (indicator.support.kind !== 'bool') return undefined;
  for (const slab of graph.variables.values()) {
    if (slab.support.kind !== 'real' || !sameShape(slab.shape, indicator.shape)) continue;
    const found = pairOf(graph, indicator, slab);
    if (found !== undefined) return found;
  }
  return undefined;
}

function pairOf(graph: FactorGraph, indicator: Variable, slab: Variable): SpikeSlab | undefined {
  const reads = ({ scope }: Factor, { name }: Variable) => scope.has(name);
  const both = graph.factors.filter((f) => reads(f, indicator) && reads(f, slab));
  const [prior, ...others] = graph.factors.filter((f) => reads(f, slab) && !both.includes(f));
  if (both.length === 0 || prior?.value !== slab.input || others.length > 0) return undefined;
  const weight = input(`weight:${indicator.name}`, indicator.shape);
  const likelihood = inWeights(both, indicator, slab, weight);
  const logOdds = oddsOf(
    graph.factors.filter((f) => reads(f, indicator) && !both.includes(f)),
    indicator,
  );
  const law = elementLaw(prior, slab);
  if (likelihood === undefined || logOdds === undefined || law === undefined) return undefined;
  const quadratic = quadraticOf(likelihood, weight);
  return { indicator, slab, weight, logOdds, law, likelihood, ...(quadratic && { quadratic }) };
}

/** The factors with an input in place of z v; undefined where z or v is read otherwise. */
function inWeights(
  factors: readonly Factor[],
  { name: z, input: indicator }: Variable,
  { name: v, input: slab }: Variable,
  weight: Node,
): Node[] | undefined {
  const densities = factors.map(({ logDensity }) => logDensity);
  const products = topological(densities).filter(
    ({ op, inputs }) => op === 'mul' && inputs.includes(indicator) && inputs.includes(slab),
  );
  const likelihood = substituteAll(densities, new Map(products.map((node) => [node, weight])));
  const read = likelihood.flatMap((node) => [...inputsOf(node)]);
  return read.includes(z) || read.includes(v) ? undefined : likelihood;
}

function oddsOf(factors: readonly Factor[], { input: z, shape }: Variable): Node | undefined {
  const terms = elementTerms(
    factors.map(({ logDensity }) => logDensity),
    z,
  );
  if (terms === undefined) return undefined;
  const at = (value: number) => substituteAll([terms], new Map([[z, constant(value, shape)]]))[0]!;
  return sub(at(1), at(0));
}

function quadraticOf(likelihood: readonly Node[], weight: Node): GaussianSystem | undefined {
  if (sizeOf(weight.shape) > LARGEST_QUADRATIC) return undefined;
  const form = collectQuadratic(likelihood, [weight]);
  return form.kind === 'refused' ? undefined : gaussianSystem(form, [weight]);
}
