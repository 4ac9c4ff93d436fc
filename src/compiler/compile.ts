import { chooseBackend, createBackend, type BackendSettings } from '../backend/settings.js';
import type { Backend, SharedData } from '../backend/backend.js';
import type { Dataset } from '../base/dataset.js';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import type { Quantity } from '../base/draws.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import type { SourceText } from '../base/source.js';
import { parse, parsePriorOverride } from './1-parse/index.js';
import type { Program } from './1-parse/program.js';
import { check as checkProgram } from './2-check/check.js';
import type { Override } from './2-check/context.js';
import type { CheckedModel } from './2-check/model.js';
import { activationCurves, type ActivationCurve } from './3-factorize/activations.js';
import { bind } from './3-factorize/binding.js';
import { conditionedOnFitted } from './3-factorize/conditioned.js';
import { continuedOverRows } from './3-factorize/continued.js';
import { factorize } from './3-factorize/factorize.js';
import { narrowed } from './3-factorize/narrowed.js';
import { targetsOf } from './3-factorize/fields-read.js';
import { bindingMessages } from './3-factorize/messages.js';
import { augment, condition } from './4-condition/index.js';
import { assign } from './5-assign/index.js';
import { build } from './6-build/index.js';
import type { CompiledModel } from './6-build/compiled.js';
import { buildPredictor } from './6-build/build-predictor.js';
import type { Support } from '../library/index.js';
import { supportWithin } from './2-check/range.js';
import type { Predictor } from './6-build/predictor.js';
import { buildPriorSampler, type PriorSampler } from './6-build/prior-sampler.js';

export interface CompileOptions {
  /** Priors to swap: `f.hidden.weight ~ laplace(0, 1)`. */
  readonly priors: readonly string[];
  /** Columns of data fields: `y=medv`, `x=a..b`. */
  readonly bindings: readonly string[];
  /** What `from_run` names, read from earlier runs. */
  readonly fits?: readonly FittedQuantity[] | undefined;
  /** What code is made with; by default what the engine does best. */
  readonly backend?: BackendSettings | undefined;
  /** Data of a thread that has compiled the same model, to be used in place of a copy. */
  readonly shared?: SharedData | undefined;
  /** Told if native code cannot be had and something else runs. Absent: that is an error. */
  readonly notify?: ((refusal: Diagnostic) => void) | undefined;
}

export interface CheckReport {
  /** As parsed, with what could be recovered where the text is broken. */
  readonly program: Program;
  /** Absent where an error was found. */
  readonly model?: CheckedModel;
  /** One sentence a data field, where data were given. */
  readonly bindings: readonly string[];
  /** Sizes of the named dimensions that the data tell. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text and data to a model that the engine can run. Throws a DiagnosticError with all that is wrong. */
export function compile(
  source: SourceText,
  dataset: Dataset,
  options: CompileOptions,
): CompiledModel {
  const model = checked(source, options);
  const graph = augment(
    narrowed(factorize(model, bind(model, dataset, { requests: options.bindings }))),
  );
  const conditionals = condition(graph);
  const plan = assign(graph, conditionals);
  return build(graph, plan, backendOf(options));
}

/** Everything that can be said of a program, and of its data if there are any, without compiling it. */
export function check(
  source: SourceText,
  dataset: Dataset | undefined,
  options: CompileOptions,
): CheckReport {
  const { program, model, diagnostics } = analyse(source, options);
  const unbound = { program, bindings: [], sizes: new Map<string, number>() };
  if (model === undefined || dataset === undefined) {
    return { ...unbound, ...(model === undefined ? {} : { model }), diagnostics };
  }
  try {
    const { sentences, sizes } = bind(model, dataset, { requests: options.bindings });
    return { program, model, bindings: sentences, sizes, diagnostics };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { ...unbound, diagnostics: [...diagnostics, ...error.diagnostics] };
  }
}

/** The forward pass at new rows, in the units and with the levels of the data the run was fitted to. */
export function compilePredictor(
  source: SourceText,
  training: Dataset,
  rows: Dataset,
  options: CompileOptions,
  quantities: readonly Quantity[],
): Predictor {
  const model = checked(source, options);
  const reference = bind(model, training, { requests: options.bindings });
  const optional = targetsOf(model);
  const bound = bind(model, rows, { requests: [], reference, optional });
  const fitted = { model, reference, graph: factorize(model, reference) };
  const here = factorize(model, bound);
  const continued = continuedOverRows(fitted, bound, here);
  const graph = continued?.graph ?? conditionedOnFitted(fitted, bound, here);
  requireSameSizes(fitted.graph, graph);
  // A prediction is no part of a run: other code differs in its last bits, which is not worth an error.
  const backend = backendOf({ notify: () => undefined, ...options });
  return buildPredictor(graph, quantities, backend, continued?.draws);
}

/** Draws from the priors, without the likelihood; the data give sizes and predictors. */
export function compilePrior(
  source: SourceText,
  dataset: Dataset,
  options: CompileOptions,
): PriorSampler {
  const model = checked(source, options);
  const graph = factorize(model, bind(model, dataset, { requests: options.bindings }));
  return buildPriorSampler(graph, backendOf({ notify: () => undefined, ...options }));
}

/** Where each quantity of a model lies, given its data: unknowns, and what is computed from them. */
export function supports(
  source: SourceText,
  dataset: Dataset,
  options: CompileOptions,
): ReadonlyMap<string, Support> {
  const model = checked(source, options);
  const graph = factorize(model, bind(model, dataset, { requests: options.bindings }));
  const computed = model.deterministics.map(
    ({ name, value }) => [name, supportWithin(value.range)] as const,
  );
  const unknowns = [...graph.variables.values()].map(
    ({ name, support }) => [name, support] as const,
  );
  return new Map([...computed, ...unknowns]);
}

/** The learned activations of a model at some inputs, as expressions of its unknowns. */
export function activationsOf(
  source: SourceText,
  dataset: Dataset,
  options: CompileOptions,
  points: readonly number[],
): ActivationCurve[] {
  const model = checked(source, options);
  return activationCurves(model, bind(model, dataset, { requests: options.bindings }), points);
}

function backendOf({ backend, shared, notify }: CompileOptions): Backend {
  return createBackend(backend ?? chooseBackend({}).settings, { shared, notify });
}

function analyse(
  source: SourceText,
  { priors, fits = [] }: CompileOptions,
): { program: Program; model?: CheckedModel; diagnostics: readonly Diagnostic[] } {
  const { program, diagnostics } = parse(source);
  const overrides = priors.map((text): Override | readonly Diagnostic[] => {
    const parsed = parsePriorOverride(text);
    if (parsed.statement === undefined) return parsed.diagnostics;
    const { name, distribution, span } = parsed.statement;
    const place = { source: parsed.source, span };
    return { name: name.name, distribution, source: parsed.source, place };
  });
  const wrong = [...diagnostics, ...overrides.flatMap((found) => ('name' in found ? [] : found))];
  // A text with holes in it would be reported twice: once as syntax, once as missing names.
  if (wrong.some((found) => found.severity === 'error')) return { program, diagnostics: wrong };
  const swapped = overrides.filter((found): found is Override => 'name' in found);
  return { program, ...checkProgram(program, { overrides: swapped, fits }) };
}

function checked(source: SourceText, options: CompileOptions): CheckedModel {
  const { model, diagnostics } = analyse(source, options);
  if (model === undefined) throw new DiagnosticError(diagnostics);
  return model;
}

type Graph = ReturnType<typeof factorize>;

function requireSameSizes(fitted: Graph, here: Graph): void {
  for (const [name, variable] of here.variables) {
    const before = fitted.variables.get(name)!.shape.join(' x ') || 'one value';
    const now = variable.shape.join(' x ') || 'one value';
    if (before === now) continue;
    throw new DiagnosticError([
      diagnostic(bindingMessages.perRowUnknown, { name, fitted: before, here: now }),
    ]);
  }
}
