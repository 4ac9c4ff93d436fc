import { input, inputsOf, sum, type Node } from '../../expression/index.js';
import type { Law } from '../../library/distribution.js';
import type { Augmentation, Factor, FactorGraph, Variable } from '../3-factorize/graph.js';

/** A factor written as the mixture that its distribution declares. */
export interface Mixed {
  readonly auxiliary: Variable;
  readonly factors: readonly Factor[];
  readonly augmentation: Augmentation;
}

/** Undefined where the distribution of the factor declares no mixture, or none for parameters as these. */
export function mixed(graph: FactorGraph, factor: Factor): Mixed | undefined {
  return factor.kind === 'prior' ? mixedPrior(graph, factor) : mixedLikelihood(factor);
}

function mixedPrior(graph: FactorGraph, prior: Factor): Mixed | undefined {
  const { mixture } = prior.distribution;
  if (mixture === undefined) return undefined;
  const variable = graph.variables.get(prior.target)!;
  // One for each event.
  const rank = variable.shape.length - prior.distribution.event.length;
  const auxiliary: Variable = {
    ...auxiliaryOf(prior, variable.shape.slice(0, rank)),
    dimensions: variable.dimensions.slice(0, rank),
    span: variable.span,
  };
  const { name } = auxiliary;
  const law = mixture.mixing(prior.parameters);
  const value = factorOf(prior, mixture.given(auxiliary.input, prior.parameters), prior.value);
  return {
    auxiliary,
    factors: [
      { ...value, name: `${prior.name} given ${name}` },
      {
        ...factorOf(prior, law, auxiliary.input),
        ...{ name: `${name} ~ ${law.distribution.name}`, target: name },
      },
    ],
    augmentation: augmentation(prior, name, mixture.words),
  };
}

/** Of what is observed the auxiliary needs no factor of its own: its law is the carrier that it is drawn on. */
function mixedLikelihood(likelihood: Factor): Mixed | undefined {
  const { distribution, value, parameters } = likelihood;
  if (inputsOf(value).size > 0) return undefined;
  const plain = auxiliaryOf(likelihood, value.shape);
  const found = distribution.observedMixture?.of(value, parameters, plain.input);
  if (found === undefined) return undefined;
  const auxiliary: Variable = { ...plain, carrier: found.carrier };
  const density = { logDensity: total(found.logDensity) };
  return {
    auxiliary,
    factors: [
      {
        ...{ ...likelihood, ...density, scope: inputsOf(density.logDensity) },
        name: `${likelihood.name} given ${auxiliary.name}`,
      },
    ],
    augmentation: augmentation(likelihood, auxiliary.name, distribution.observedMixture!.words),
  };
}

function auxiliaryOf({ target, span }: Factor, shape: Node['shape']): Variable {
  // No unknown of a text can have this name.
  const name = `mixing(${target})`;
  return {
    ...{ name, shape, span, input: input(name, shape), isAuxiliary: true },
    kind: 'parameter',
    dimensions: shape.map(String),
    support: { kind: 'positive' },
  };
}

function augmentation({ kind, target }: Factor, auxiliary: string, words: string): Augmentation {
  return { kind, variable: target, auxiliary, words };
}

function factorOf(prior: Factor, law: Law, value: Node): Factor {
  const logDensity = total(law.distribution.logDensity(value, law.parameters));
  return { ...prior, ...law, value, logDensity, scope: inputsOf(logDensity) };
}

function total(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}
