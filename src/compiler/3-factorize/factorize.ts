import {
  add,
  constant,
  gather,
  mul,
  sqrt,
  square,
  sum,
  sizeOf,
  type Node,
} from '../../expression/index.js';
import { inputsOf } from '../../expression/index.js';
import { dimensionText } from '../../library/dimension.js';
import type { CheckedModel, CheckedObservation, CheckedUnknown, Term } from '../2-check/model.js';
import type { Binding } from './binding.js';
import { fieldsRead } from './fields-read.js';
import type {
  Derived,
  Factor,
  FactorGraph,
  GeneratedDraw,
  Observation,
  Variable,
} from './graph.js';
import { Lowering } from './lower.js';
import { missingName, splitCells, type Cells } from './missing.js';

/** Rows of a network's predictions that every draw keeps, to judge convergence by. */
const JUDGED_ROWS = 20;

/** Joins a checked model and its data: one factor for every `~` and `observe`. */
export function factorize(model: CheckedModel, binding: Binding): FactorGraph {
  const lowering = new Lowering(model, binding);
  const variables = model.unknowns.map((unknown) => toVariable(unknown, lowering));
  const priors = model.unknowns.map((unknown) => priorFactor(unknown, lowering));
  const observations = model.observations.map((found) =>
    toObservation(found, isBound(found.value, model, binding), lowering, binding),
  );
  const parts = model.observations.map((found, i) =>
    observedParts(found, observations[i]!, lowering, binding),
  );
  return {
    source: model.source,
    variables: new Map(
      [...variables, ...parts.flatMap(({ variable }) => variable ?? [])].map((variable) => [
        variable.name,
        variable,
      ]),
    ),
    factors: [...priors, ...parts.flatMap(({ factors }) => factors)],
    draws: generatedDraws(model, lowering, binding),
    derived: [
      ...computedQuantities(model, lowering, binding),
      ...networkSummaries(model, lowering, observations),
    ],
    observations,
    requests: model.requests.map(({ variables: names, sampler, options, place }) => ({
      variables: names,
      sampler,
      options,
      span: place.span,
    })),
    sizes: binding.sizes,
    bindings: binding.sentences,
    augmentations: [],
    unmixed: new Map(),
  };
}

function toVariable(unknown: CheckedUnknown, lowering: Lowering): Variable {
  const { name, kind, dimensions, prior, fanIn, place } = unknown;
  const parameters = lowering.parameters(prior, dimensions);
  const fan = fanIn?.kind === 'size' ? { fanIn: lowering.size(fanIn.dimension) } : {};
  return {
    name,
    kind,
    dimensions: dimensions.map(dimensionText),
    shape: lowering.shape(dimensions),
    input: lowering.quantity(name),
    support: prior.distribution.support(parameters),
    ...fan,
    span: place.span,
  };
}

function priorFactor(
  { name, dimensions, prior, place }: CheckedUnknown,
  lowering: Lowering,
): Factor {
  const { distribution } = prior;
  const parameters = lowering.parameters(prior, dimensions);
  const value = lowering.quantity(name);
  return {
    name: `${name} ~ ${distribution.name}`,
    kind: 'prior',
    target: name,
    ...{ distribution, parameters, value },
    ...density(distribution.logDensity(value, parameters)),
    span: place.span,
  };
}

function density(elements: Node): Pick<Factor, 'logDensity' | 'scope'> {
  const logDensity = elements.shape.length === 0 ? elements : sum(elements);
  return { logDensity, scope: inputsOf(logDensity) };
}

/** What an `observe` adds: a likelihood, and for missing cells an unknown with its prior. */
interface ObservedParts {
  readonly variable?: Variable;
  readonly factors: readonly Factor[];
}

function observedParts(
  { text, value: term, place }: CheckedObservation,
  { distribution, parameters, value }: Observation,
  lowering: Lowering,
  binding: Binding,
): ObservedParts {
  if (value === undefined) return { factors: [] };
  const likelihood = (cells: Cells): Factor => ({
    name: `observe ${text} ~ ${distribution.name}`,
    kind: 'likelihood',
    target: text,
    ...{ distribution, ...cells },
    ...density(distribution.logDensity(cells.value, cells.parameters)),
    span: place.span,
  });
  const field = term.kind === 'quantity' ? binding.fields.get(term.name) : undefined;
  const gaps = field?.missing;
  if (gaps === undefined) return { factors: [likelihood({ value, parameters })] };
  const { missing, present } = splitCells(
    { ...field!, missing: gaps },
    lowering.missing(field!.field.name)!,
    distribution,
    parameters,
    place,
  );
  const name = missingName(field!.field.name);
  const prior: Factor = {
    ...likelihood(missing),
    name: `${name} ~ ${distribution.name}`,
    kind: 'prior',
    target: name,
  };
  const { shape } = missing.value;
  const variable: Variable = {
    ...{ name, kind: 'parameter', dimensions: shape.map(String), shape },
    input: missing.value,
    support: distribution.support(missing.parameters),
    span: place.span,
  };
  return { variable, factors: [prior, ...(present ? [likelihood(present)] : [])] };
}

function toObservation(
  { text, value, distribution: term }: CheckedObservation,
  present: boolean,
  lowering: Lowering,
  binding: Binding,
): Observation {
  const parameters = lowering.parameters(term, value.dimensions);
  const meaning = value.kind === 'quantity' ? binding.meanings.get(value.name) : undefined;
  return {
    target: text,
    distribution: term.distribution,
    parameters,
    shape: lowering.shape(value.dimensions),
    ...(present ? { value: lowering.term(value) } : {}),
    center: meaning?.center[0] ?? 0,
    scale: meaning?.scale[0] ?? 1,
    ...(meaning?.levels === undefined ? {} : { classes: meaning.levels }),
  };
}

/** Whether the data hold all that a term is computed from; new rows may lack a target. */
function isBound(term: Term, model: CheckedModel, binding: Binding): boolean {
  return [...fieldsRead(model, [term])].every((name) => binding.fields.has(name));
}

/** Those whose fields the data hold, each after the ones that it reads. */
function generatedDraws(
  model: CheckedModel,
  lowering: Lowering,
  binding: Binding,
): GeneratedDraw[] {
  const bound = model.draws.filter(({ law }) =>
    [...fieldsRead(model, law.arguments)].every((name) => binding.fields.has(name)),
  );
  const made = new Map(
    bound.map(({ name, dimensions, law }) => [
      name,
      {
        name,
        dimensions: dimensions.map(dimensionText),
        shape: lowering.shape(dimensions),
        distribution: law.distribution,
        parameters: lowering.parameters(law, dimensions),
      },
    ]),
  );
  const ordered = new Set<GeneratedDraw>();
  const visit = (draw: GeneratedDraw): void => {
    for (const name of draw.parameters.flatMap((node) => [...inputsOf(node)])) {
      const before = made.get(name);
      if (before !== undefined && !ordered.has(before)) visit(before);
    }
    ordered.add(draw);
  };
  [...made.values()].forEach(visit);
  return [...ordered];
}

/** What is computed with `=`, and layers, which have a name in what is printed but in no draw. */
function computedQuantities(model: CheckedModel, lowering: Lowering, binding: Binding): Derived[] {
  return model.deterministics
    .filter(({ value }) => isBound(value, model, binding))
    .map(({ name, kind, value, declared }) => ({
      name,
      kind: kind === 'weight' ? 'summary' : kind,
      dimensions: value.dimensions.map(dimensionText),
      node: lowering.quantity(name),
      recorded: declared,
    }));
}

/** What a network is judged on: predictions on some rows, and the root mean square of each weight array. */
function networkSummaries(
  model: CheckedModel,
  lowering: Lowering,
  observations: readonly Observation[],
): Derived[] {
  if (model.layerWeights.length === 0) return [];
  const weights = model.layerWeights.map((name): Derived => {
    const weight = lowering.quantity(name);
    const mean = mul(sum(square(weight)), constant(1 / sizeOf(weight.shape)));
    return {
      name: `${name}.rms`,
      kind: 'summary',
      dimensions: [],
      node: sqrt(mean),
      recorded: true,
    };
  });
  const predictions = observations.flatMap((observation): Derived[] => {
    const expected = expectation(observation);
    const rows = observation.shape[0];
    if (expected === undefined || rows === undefined || expected.shape[0] !== rows) return [];
    const count = Math.min(rows, JUDGED_ROWS);
    const picked = Float64Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
    const node = inOwnUnits(gather(expected, constant(picked, [count])), observation);
    const dimensions = node.shape.map(String);
    return [
      {
        name: `${observation.target}.prediction`,
        kind: 'prediction',
        dimensions,
        node,
        recorded: true,
      },
    ];
  });
  return [...weights, ...predictions];
}

/** A summary reads in the units of the data; chances of classes have none. */
function inOwnUnits(mean: Node, { center, scale, classes }: Observation): Node {
  if (classes !== undefined || (center === 0 && scale === 1)) return mean;
  return add(mul(mean, constant(scale)), constant(center));
}

function expectation({ distribution, parameters }: Observation): Node | undefined {
  return distribution.probabilities?.(parameters) ?? distribution.mean?.(parameters);
}
