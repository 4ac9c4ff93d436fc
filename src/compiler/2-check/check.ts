import type { FittedQuantity } from '../../base/fitted-quantity.js';
import { isStackOverflow, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { parseMessages } from '../1-parse/messages.js';
import type { Observe, Program, Statement } from '../1-parse/program.js';
import { sizeTerm, type Context, type OpenSlot, type Override, type Scope } from './context.js';
import { Declarations } from './declarations.js';
import { dimensionsOf } from './dimensions.js';
import { checkObserved, typeDistribution } from './distribution-call.js';
import { elaborateNetwork } from './elaborate-network.js';
import { elaborateStochastic } from './elaborate-prior.js';
import { homeOf } from './home.js';
import { typeExpression } from './expression.js';
import { checkField } from './field.js';
import { lint } from './lint.js';
import { combinedMessages } from './combined-messages.js';
import { checkMessages } from './messages.js';
import type { CheckedActivation, CheckedField, CheckedModel, CheckedObservation } from './model.js';
import { checkRequests } from './requests.js';
import { checkFit } from './shape-fit.js';

export interface CheckResult {
  /** Absent where there is an error. */
  readonly model?: CheckedModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is given from outside. */
export interface Given {
  readonly overrides: readonly Override[];
  readonly fits: readonly FittedQuantity[];
}

const MOST_SUGGESTIONS = 50;

type OfKind<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

/** Everything that can be known of a program before data: names, shapes, supports, missing priors. */
export function check(program: Program, given: Partial<Given> = {}): CheckResult {
  try {
    return checkStatements(program, { overrides: [], fits: [], ...given });
  } catch (thrown) {
    if (!isStackOverflow(thrown)) throw thrown;
    return { diagnostics: [diagnostic(parseMessages.tooDeep, {}, { place: program.source.name })] };
  }
}

function checkStatements(program: Program, given: Given): CheckResult {
  const { overrides } = given;
  const diagnostics: Diagnostic[] = [];
  const { context, declarations, slots, activations } = createContext(program, given, diagnostics);
  const each = <K extends Statement['kind']>(kind: K) =>
    program.statements.filter((statement): statement is OfKind<K> => statement.kind === kind);
  const layerWeights = declareAll(context, each);
  reportUnusedOverrides(context, [...slots.keys()], overrides);
  declarations.resolveAll();
  const observations = each('observe').flatMap((observe) => checkObserve(context, observe) ?? []);
  for (const { value } of observations) declarations.reportUnknownIn(value);
  const requests = checkRequests(context, declarations, each('infer'));
  const parts = declarations.checked();
  declarations.reportDrawsRead([
    ...parts.unknowns.map(({ prior, place }) => ({ terms: prior.arguments, place })),
    ...observations.map(({ value, distribution, place }) => ({
      terms: [value, ...distribution.arguments],
      place,
    })),
  ]);
  checkMissing(context, parts.fields, observations);
  lint(context, declarations, observations, diagnostics);
  if (diagnostics.some((found) => found.severity === 'error')) return { diagnostics };
  const shaped = [...slots.values()].map((slot) => ({ ...slot, dimensions: slot.dimensions() }));
  const rest = { observations, requests, layerWeights, slots: shaped, activations };
  return { model: { source: program.source, ...parts, ...rest }, diagnostics };
}

function createContext(
  program: Program,
  { overrides, fits }: Given,
  diagnostics: Diagnostic[],
): {
  context: Context;
  declarations: Declarations;
  slots: ReadonlyMap<string, OpenSlot>;
  activations: readonly CheckedActivation[];
} {
  const slots = new Map<string, OpenSlot>();
  const activations: CheckedActivation[] = [];
  const declarations = new Declarations((found) => diagnostics.push(found));
  const byName = new Map(overrides.map((override) => [override.name, override]));
  const globalScope: Scope = {
    source: program.source,
    home: homeOf(program, (found) => diagnostics.push(found)),
    lookup: (name, place) =>
      declarations.quantity(name, place) ??
      (declarations.hasDimension(name) ? sizeTerm({ kind: 'named', name }, place) : undefined),
    // After so many errors nobody reads what may have been meant, and looking for it takes long.
    names: () => (diagnostics.length < MOST_SUGGESTIONS ? declarations.names() : []),
  };
  const context: Context = {
    report: (found) => diagnostics.push(found),
    declare: (declaration) => {
      declarations.add(declaration);
    },
    quantity: (name, place) => declarations.quantity(name, place),
    marked: (name, place) => declarations.marked(name, place),
    hasDimension: (name) => declarations.hasDimension(name),
    levelsOf: (name) => declarations.levelsOf(name),
    override: (name) => byName.get(name),
    fitted: (run, quantity) => fits.find((fit) => fit.run === run && fit.quantity === quantity),
    slot: (slot) => {
      // The target of a prior is declared again inside it.
      if (!slots.has(slot.name)) slots.set(slot.name, slot);
    },
    activation: (activation) => activations.push(activation),
    // A copy of the context with something changed types in that copy.
    type(scope, expression) {
      return typeExpression(this, scope, expression);
    },
    globalScope,
    calling: [],
  };
  return { context, declarations, slots, activations };
}

type Each = <K extends Statement['kind']>(kind: K) => OfKind<K>[];

function declareAll(context: Context, each: Each): string[] {
  const scope = context.globalScope;
  const place = (span: Observe['span']) => ({ source: scope.source, span });
  for (const text of each('data').flatMap((block) => block.fields)) {
    const field = checkField(context, scope.source, text);
    if (field !== undefined)
      context.declare({ kind: 'field', name: field.name, place: field.place, field });
  }
  for (const { name, dimensions, distribution, span } of each('stochastic')) {
    elaborateStochastic(context, {
      name: name.name,
      role: 'parameter',
      place: place(span),
      distribution,
      scope,
      dimensions: () => dimensionsOf(context, scope, dimensions),
    });
  }
  const generated = new Set(each('generated').flatMap((block) => block.statements));
  for (const statement of [...each('deterministic'), ...generated]) {
    if (statement.kind === 'stochastic') {
      declareDraw(context, statement);
      continue;
    }
    const { name, dimensions, value, span } = statement;
    context.declare({
      kind: 'deterministic',
      name: name.name,
      place: place(span),
      role: generated.has(statement) ? 'generated' : 'deterministic',
      declared: true,
      dimensions: () =>
        dimensions.length === 0 ? undefined : dimensionsOf(context, scope, dimensions),
      value: () => typeExpression(context, scope, value),
    });
  }
  return each('network').flatMap((network) => elaborateNetwork(context, network));
}

/** `~` in `generated`: no slot, since what is drawn has no prior. */
function declareDraw(context: Context, statement: OfKind<'stochastic'>): void {
  const { name, dimensions, distribution, span } = statement;
  const scope = context.globalScope;
  const apart: Context = { ...context, override: () => undefined, slot: () => undefined };
  elaborateStochastic(apart, {
    name: name.name,
    role: 'generated',
    place: { source: scope.source, span },
    distribution,
    scope,
    dimensions: () => dimensionsOf(context, scope, dimensions),
    isUnshaped: dimensions.length === 0,
  });
}

function checkObserve(context: Context, observe: Observe): CheckedObservation | undefined {
  const scope = context.globalScope;
  const value = typeExpression(context, scope, observe.value);
  const distribution = typeDistribution(context, scope, observe.distribution);
  if (value.kind === 'invalid' || distribution === undefined) return undefined;
  checkObserved(context, value, distribution);
  const { start, end } = observe.value.span;
  const text = scope.source.text.slice(start, end);
  checkFit(context, text, value.dimensions, distribution);
  return { text, value, distribution, place: { source: scope.source, span: observe.span } };
}

function reportUnusedOverrides(
  context: Context,
  slots: readonly string[],
  overrides: readonly Override[],
): void {
  for (const { name, place } of overrides) {
    if (slots.includes(name)) continue;
    const remedy = didYouMean(name, slots, 'name a quantity declared with ~');
    context.report(diagnostic(checkMessages.overrideTarget, { name, remedy }, place));
  }
}

function checkMissing(
  context: Context,
  fields: readonly CheckedField[],
  observations: readonly CheckedObservation[],
): void {
  for (const { name, place, mayMiss } of fields) {
    if (!mayMiss) continue;
    const own = observations.filter(
      ({ value }) => value.kind === 'quantity' && value.name === name,
    );
    const { likelihoodOnly, name: distribution } = own[0]?.distribution.distribution ?? {};
    if (own.length === 1 && likelihoodOnly) {
      const values = { name, distribution: distribution! };
      context.report(diagnostic(combinedMessages.censoredUnknown, values, place));
    }
    if (own.length === 1) continue;
    context.report(diagnostic(checkMessages.missingDistribution, { name }, place));
  }
}
