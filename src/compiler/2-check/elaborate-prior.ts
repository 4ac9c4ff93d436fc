import { diagnostic } from '../../base/message.js';
import { markAxes, productDimension, type Dimension } from '../../library/dimension.js';
import type { Support } from '../../library/index.js';
import type { Call, DimensionText, PriorDeclaration } from '../1-parse/program.js';
import {
  invalid,
  nestedScope,
  sizeTerm,
  templateScope,
  type Context,
  type Scope,
} from './context.js';
import { dimensionOf } from './dimensions.js';
import { typeDistribution } from './distribution-call.js';
import { supportOf } from './distribution-range.js';
import { typeExpression } from './expression.js';
import { isFromRun, typeFromRun } from './from-run.js';
import type { Template } from './home.js';
import { checkMessages } from './messages.js';
import { templateMessages } from './template-messages.js';
import type { Place, Term } from './model.js';
import type { Stochast } from './stochast.js';
import { matchArguments, parameterTerm } from './template-call.js';

/** Declares an unknown: an override first, then a prior template unfolded, then a distribution. */
export function elaborateStochastic(context: Context, declared: Stochast): void {
  const override = context.override(declared.name);
  const quantity =
    override === undefined
      ? declared
      : {
          ...declared,
          distribution: override.distribution,
          scope: nestedScope(override.source, fanNames(declared), context.globalScope),
          place: override.place,
        };
  const { distribution, scope } = quantity;
  const { start, end } = distribution.span;
  const place = { source: scope.source, span: distribution.span };
  const prior = scope.source.text.slice(start, end);
  context.slot({
    ...{ name: declared.name, prior, place, swapped: override !== undefined },
    dimensions: () => declared.dimensions(),
  });
  const template =
    distribution.kind === 'call' ? scope.home.find('prior', distribution.function.name) : undefined;
  if (template !== undefined) {
    new Unfolding(context, quantity, template, distribution as Call).declareAll();
    return;
  }
  context.declare({
    kind: 'unknown',
    name: quantity.name,
    place: quantity.place,
    role: quantity.role,
    dimensions: () => quantity.dimensions(),
    prior: () =>
      isFromRun(distribution)
        ? typeFromRun(context, scope, distribution, {
            ...quantity,
            isSwapped: override !== undefined,
            replacedSupport: () => (override ? declaredSupport(context, declared) : undefined),
          })
        : typeDistribution(context, scope, distribution),
    ...(quantity.isUnshaped && { isUnshaped: true }),
    ...(quantity.fanIn === undefined ? {} : { fanIn: quantity.fanIn }),
  });
}

/** Where a prior that nobody uses has its quantity; undefined for priors that are unfolded. */
function declaredSupport(context: Context, { distribution, scope }: Stochast): Support | undefined {
  if (distribution.kind !== 'call' || isFromRun(distribution)) return undefined;
  if (scope.home.find('prior', distribution.function.name) !== undefined) return undefined;
  // What it names is not looked up, which would count as a use; a share is right for most parameters.
  const range = { lower: 0, upper: 1, integer: false };
  const lookup = (name: string, place: Place): Term => ({
    ...{ kind: 'quantity', name, dimensions: [], range, place },
  });
  const apart: Scope = { ...scope, lookup, names: () => [] };
  const term = typeDistribution({ ...context, report: () => undefined }, apart, distribution);
  return term && supportOf(term);
}

type NameTable = Map<string, (place: Place) => Term | undefined>;

function fanNames(declared: Stochast): NameTable {
  const own: NameTable = new Map();
  for (const name of ['fan_in', 'fan_out']) {
    own.set(name, (place) => declared.scope.lookup(name, place));
  }
  return own;
}

/** `w ~ sparse_laplace()`: the template's statements, its target standing for the quantity. */
class Unfolding {
  private readonly declaration: PriorDeclaration;
  private readonly own: NameTable;
  private readonly scope: Scope;

  constructor(
    private readonly context: Context,
    private readonly quantity: Stochast,
    template: Template<'prior'>,
    private readonly call: Call,
  ) {
    this.declaration = template.declaration;
    this.own = new Map([...fanNames(quantity), ...this.sizes()]);
    this.scope = templateScope(template.home, this.own);
  }

  declareAll(): void {
    const { context, declaration, scope } = this;
    this.bindParameters();
    for (const { name } of declaration.statements) {
      const full = this.fullName(name.name);
      this.own.set(name.name, (place) => context.marked(full, place));
    }
    for (const statement of declaration.statements) this.declare(statement);
    const { name, target, statements, span } = declaration;
    if (statements.some((statement) => statement.name.name === target.name)) return;
    const values = { name: name.name, target: target.name };
    context.report(
      diagnostic(checkMessages.templateTarget, values, { source: scope.source, span }),
    );
  }

  private declare(statement: PriorDeclaration['statements'][number]): void {
    const { context, quantity, scope } = this;
    const isTarget = statement.name.name === this.declaration.target.name;
    const perElement = isTarget || statement.dimensions.some((text) => this.isTarget(text));
    const name = this.fullName(statement.name.name);
    const place = { source: scope.source, span: statement.span };
    const dimensions = () =>
      isTarget ? this.axes() : statement.dimensions.flatMap((text) => this.dimensionsOf(text));
    if (statement.kind === 'deterministic') {
      context.declare({
        kind: 'deterministic',
        name,
        place,
        role: quantity.role === 'parameter' ? 'deterministic' : quantity.role,
        declared: true,
        dimensions: () => (isTarget || statement.dimensions.length > 0 ? dimensions() : undefined),
        value: () => typeExpression(context, scope, statement.value),
      });
      return;
    }
    // The target itself was already looked up among the overrides.
    const plain = isTarget ? { ...context, override: () => undefined } : context;
    elaborateStochastic(plain, {
      name,
      role: perElement ? quantity.role : this.ownRole(),
      place,
      distribution: statement.distribution,
      scope,
      dimensions,
      ...(isTarget && quantity.fanIn ? { fanIn: quantity.fanIn } : {}),
    });
  }

  /** Of what the prior brings along. */
  private ownRole(): Stochast['role'] {
    return this.quantity.role === 'generated' ? 'generated' : 'parameter';
  }

  private bindParameters(): void {
    const { context, quantity, call, declaration, own, scope } = this;
    const owner = declaration.name.name;
    const place = { source: quantity.scope.source, span: call.span };
    const { parameters } = declaration;
    const matched = matchArguments(context, owner, parameters, call.arguments, place);
    for (const [parameter, value] of matched) {
      const name = parameter.name.name;
      const term = parameterTerm(context, {
        ...{ parameter, value, owner, place },
        declare: (unknown) => {
          elaborateStochastic(context, unknown);
        },
        callScope: quantity.scope,
        ownScope: scope,
        declaredName: `${quantity.name}.${name}`,
        role: this.ownRole(),
        copies: () => [],
      });
      own.set(name, term);
    }
  }

  private fullName(local: string): string {
    const { target } = this.declaration;
    return local === target.name ? this.quantity.name : `${this.quantity.name}.${local}`;
  }

  private axes(): readonly Dimension[] {
    return markAxes(this.quantity.dimensions(), this.quantity.name);
  }

  private isTarget(text: DimensionText): boolean {
    return text.kind === 'name' && text.name === this.declaration.target.name;
  }

  /** `[w]`, `[w.inputs]` and `[w.units]` besides what is a dimension anywhere. */
  private dimensionsOf(text: DimensionText): readonly Dimension[] {
    if (this.isTarget(text)) return this.axes();
    const group = text.kind === 'name' ? GROUPS.get(this.afterTarget(text.name)) : undefined;
    const place = { source: this.scope.source, span: text.span };
    if (group !== undefined) return this.group(group, place);
    const axis = dimensionOf(this.context, this.scope, text);
    return axis === undefined ? [] : [axis];
  }

  private afterTarget(name: string): string {
    const prefix = `${this.declaration.target.name}.`;
    return name.startsWith(prefix) ? name.slice(prefix.length) : '';
  }

  private group(group: Group, place: Place): readonly Dimension[] {
    const axes = this.axes();
    if (axes.length > 0) return [group(axes)];
    const values = { name: this.quantity.name, prior: this.declaration.name.name };
    this.context.report(diagnostic(templateMessages.noGroups, values, place));
    return [];
  }

  /** `w.inputs`, `w.units` and `w.size` as numbers. */
  private sizes(): NameTable {
    const target = this.declaration.target.name;
    const names: NameTable = new Map();
    for (const [word, group] of GROUPS) {
      names.set(`${target}.${word}`, (place) => {
        const [axis] = this.group(group, place);
        return axis === undefined ? invalid(place) : sizeTerm(axis, place);
      });
    }
    names.set(`${target}.size`, (place) => sizeTerm(productDimension(this.axes()), place));
    return names;
  }
}

type Group = (axes: readonly Dimension[]) => Dimension;

/** Weights have their inputs on the last axis but one and their units on the last; vectors have one axis. */
const GROUPS: ReadonlyMap<string, Group> = new Map<string, Group>([
  ['inputs', (axes) => axes.at(-2) ?? axes.at(-1)!],
  ['units', (axes) => axes.at(-1)!],
]);
