import {
  collectQuadratic,
  constant,
  div,
  elementFunction,
  gaussianSystem,
  inputsOf,
  sameShape,
  simplify,
  sizeOf,
  sqrt,
  type ElementFunction,
  type GaussianSystem,
  type Node,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { boundsValue } from './bounds.js';
import { areLooselyCoupled } from './coupling.js';
import { elementLaw, type ElementLaw } from './element-law.js';
import { elementTerms } from './element-terms.js';

/**
 * Weights under a log likelihood that is quadratic in them, with priors of single elements: given the others
 * each element has a closed form, and a scale of that element alone moves with the element integrated out.
 */
export interface Componentwise {
  readonly weights: Variable;
  /** Of the log likelihood alone. */
  readonly likelihood: GaussianSystem;
  readonly law: ElementLaw['kind'];
  /** Of each element's prior: its standard deviation or Laplace scale. */
  readonly centre: Node;
  readonly scale: Node;
  readonly scales: readonly ElementScale[];
  /** Whether elements in turn move about as freely as together. */
  readonly isFree: boolean;
}

export interface ElementScale {
  readonly variable: Variable;
  /** Log density of its other factors, then centre and scale of the weight: functions of all element scales. */
  readonly functions: ElementFunction;
}

/** The largest matrix of a likelihood that is made for it. */
const LARGEST = 400;

/** What the weights have of that, if anything. Where a normal block serves as well, there is none. */
export function componentwise(graph: FactorGraph, weights: Variable): Componentwise | undefined {
  const size = sizeOf(weights.shape);
  if (weights.support.kind !== 'real' || size < 2 || size > LARGEST) return undefined;
  if (!isLeftTo(graph, weights)) return undefined;
  const factors = graph.factors.filter(({ scope }) => scope.has(weights.name));
  const prior = factors.find(({ kind, target }) => kind === 'prior' && target === weights.name);
  if (prior?.value !== weights.input || !prior.distribution.proper) return undefined;
  const law = elementLaw(prior, weights);
  if (law === undefined) return undefined;
  const likelihood = likelihoodOf(
    graph,
    weights,
    factors.filter((factor) => factor !== prior),
  );
  if (likelihood === undefined) return undefined;
  const [centre, scale] = parametersOf(prior, law);
  const scales = scalesOf(graph, weights, prior, [centre, scale]);
  // Without a scale for each element a normal prior makes a normal block.
  if (law.kind === 'normal' && scales.length === 0) return undefined;
  const { system, joint } = likelihood;
  const isFree = areLooselyCoupled(system, joint);
  return { weights, likelihood: system, law: law.kind, centre, scale, scales, isFree };
}

/** Whether infer asks for no other sampler. */
function isLeftTo({ requests }: FactorGraph, { name }: Variable): boolean {
  return requests.every(
    ({ variables, sampler }) => sampler === 'componentwise' || !variables.includes(name),
  );
}

interface Likelihood {
  /** The log likelihood in the weights alone. */
  readonly system: GaussianSystem;
  /** The same with the locations that stand beside the weights, which come first. */
  readonly joint: GaussianSystem;
}

/** Undefined where it is not quadratic in the weights and the locations beside them, as an intercept is. */
function likelihoodOf(
  { factors: all, variables }: FactorGraph,
  weights: Variable,
  factors: readonly Factor[],
): Likelihood | undefined {
  const { name, input } = weights;
  const beside = [...variables.values()].filter(
    (other) => other !== weights && factors.some(({ scope }) => scope.has(other.name)),
  );
  if (factors.length === 0 || all.some((factor) => boundsValue(factor, name))) return undefined;
  const locations = beside.filter(({ support }) => support.kind === 'real');
  const inputs = [...locations.map((location) => location.input), input];
  const [system, joint] = [[input], inputs].map((of) => {
    const form = collectQuadratic(
      factors.map(({ logDensity }) => logDensity),
      of,
    );
    return form.kind === 'refused' ? undefined : gaussianSystem(form, of);
  });
  return system && joint && { system, joint };
}

/** As the prior declares them where it does, since their own form is the shortest. */
function parametersOf(
  { distribution, parameters }: Factor,
  law: ElementLaw,
): [centre: Node, scale: Node] {
  const { standardised } = distribution;
  if (standardised !== undefined && distribution.event.length === 0) {
    return [parameters[standardised.location]!, parameters[standardised.scale]!];
  }
  const one = constant(1);
  if (law.kind === 'laplace') return [law.penalty.centre, div(one, law.penalty.weight)];
  return [div(law.linear, law.precision), div(one, sqrt(law.precision))];
}

/** Unknowns that the prior alone reads, element by element, and whose own factors join no two elements. */
function scalesOf(
  graph: FactorGraph,
  weights: Variable,
  prior: Factor,
  parameters: readonly Node[],
): ElementScale[] {
  const read = new Set(parameters.flatMap((node) => [...inputsOf(node)]));
  const own = [...graph.variables.values()].filter(
    (variable) =>
      read.has(variable.name) &&
      variable.support.kind === 'positive' &&
      sameShape(variable.shape, weights.shape) &&
      isLeftTo(graph, variable),
  );
  const inputs = own.map(({ input }) => input);
  return own.flatMap((variable): ElementScale[] => {
    const others = graph.factors.filter((f) => f !== prior && f.scope.has(variable.name));
    const terms = elementTerms(
      others.map(({ logDensity }) => logDensity),
      variable.input,
    );
    const functions = terms && elementFunction(simplify([terms, ...parameters]), inputs);
    const isBound = others.some((factor) => boundsValue(factor, variable.name));
    return functions === undefined || isBound ? [] : [{ variable, functions }];
  });
}
