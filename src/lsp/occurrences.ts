import type { Span } from '../base/source.js';
import type {
  ActivationDeclaration,
  Argument,
  Expression,
  Identifier,
  NetworkDeclaration,
  PriorDeclaration,
  Program,
  Statement,
  TemplateParameter,
} from '../compiler/1-parse/program.js';

/** A name where it stands. Equal symbols mean the same thing, whatever they are called. */
export interface Occurrence {
  readonly symbol: string;
  /** The last part of a dotted name alone. */
  readonly name: string;
  readonly span: Span;
  readonly defines: boolean;
}

/** Names of one place of the text, and what they mean there. */
type Scope = ReadonlyMap<string, string>;

const NO_NAMES: Scope = new Map();

type Template = ActivationDeclaration | PriorDeclaration;

/**
 * Every name of a program that the program itself declares or uses, in the order of the text;
 * `declarationOf` knows the activations and priors of other files.
 */
export function occurrencesOf(
  program: Program,
  declarationOf: (name: string) => Template | undefined,
): readonly Occurrence[] {
  return new Collector(program, declarationOf).occurrences;
}

class Collector {
  readonly occurrences: Occurrence[] = [];
  private readonly globals = new Map<string, string>();
  private readonly dimensions = new Set<string>();
  private readonly templates = new Map<string, Template | undefined>();

  constructor(
    { statements }: Program,
    private readonly declarationOf: (name: string) => Template | undefined,
  ) {
    statements.forEach((statement) => {
      this.declare(statement);
    });
    statements.forEach((statement) => {
      this.statement(statement, NO_NAMES);
    });
    this.occurrences.sort((a, b) => a.span.start - b.span.start);
  }

  private declare(statement: Statement): void {
    const add = ({ name }: Identifier) => this.globals.set(name, `quantity ${name}`);
    if (statement.kind === 'data') statement.fields.forEach(({ name }) => add(name));
    if (statement.kind === 'stochastic' || statement.kind === 'deterministic') add(statement.name);
    if (statement.kind === 'generated') statement.statements.forEach(({ name }) => add(name));
    if (statement.kind === 'network') add(statement.name);
    if (statement.kind === 'activation' || statement.kind === 'prior')
      this.templates.set(statement.name.name, statement);
    if (statement.kind === 'use')
      statement.items.forEach(({ name }) =>
        this.templates.set(name.name, this.declarationOf(name.name)),
      );
  }

  private statement(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case 'data':
        for (const field of statement.fields) {
          this.mark(field.name, `quantity ${field.name.name}`, true);
          const sizes = field.of === undefined ? field.dimensions : [...field.dimensions, field.of];
          for (const size of sizes) this.size(size);
          for (const quality of field.qualities)
            quality.arguments.forEach(({ value }) => this.expression(value, scope));
        }
        return;
      case 'stochastic':
      case 'deterministic':
        this.mark(
          statement.name,
          scope.get(statement.name.name) ?? `quantity ${statement.name.name}`,
          true,
        );
        statement.dimensions.forEach((size) => this.expression(size, scope));
        this.expression(
          statement.kind === 'stochastic' ? statement.distribution : statement.value,
          scope,
        );
        return;
      case 'observe':
        this.expression(statement.value, scope);
        this.expression(statement.distribution, scope);
        return;
      case 'network':
        this.network(statement);
        return;
      case 'activation':
      case 'prior':
        this.template(statement);
        return;
      case 'use':
        statement.items.forEach(({ name }) => this.mark(name, `template ${name.name}`, true));
        return;
      case 'infer':
        for (const { quantities, options } of statement.items) {
          quantities.forEach((name) => this.reference(name, scope));
          this.arguments(options, scope);
        }
        return;
      case 'generated':
        statement.statements.forEach((inner) => this.statement(inner, scope));
    }
  }

  private network(network: NetworkDeclaration): void {
    const { name, inputs, items } = network;
    const symbol = `quantity ${name.name}`;
    this.mark(name, symbol, true);
    const own = items.map((item) => [item.name.name, `${symbol}.${item.name.name}`] as const);
    const scope = new Map(own);
    inputs.forEach((input) => this.reference(input, NO_NAMES));
    for (const item of items) {
      const inner = `${symbol}.${item.name.name}`;
      this.mark(item.name, inner, true);
      this.expression(item.value, scope);
      for (const slot of item.kind === 'layer' ? item.slots : []) {
        if (slot.kind === 'slot-prior') this.mark(slot.name, `${inner}.${slot.name.name}`, true);
        this.expression(slot.kind === 'slot-prior' ? slot.distribution : slot.value, scope);
      }
    }
  }

  private template(template: Template): void {
    const { name, parameters } = template;
    this.mark(name, `template ${name.name}`, true);
    const first = template.kind === 'prior' ? template.target : template.input;
    const body =
      template.kind === 'prior'
        ? template.statements
        : 'kind' in template.body
          ? []
          : template.body;
    const names = [first, ...[...parameters, ...body].map((one) => one.name)];
    const scope = new Map(names.map((one) => [one.name, localSymbol(name, one.name)]));
    this.mark(first, localSymbol(name, first.name), true);
    parameters.forEach((parameter) => this.parameter(name, parameter, scope));
    body.forEach((statement) => this.statement(statement, scope));
    if (template.kind === 'activation' && 'kind' in template.body)
      this.expression(template.body, scope);
  }

  private parameter(template: Identifier, parameter: TemplateParameter, scope: Scope): void {
    this.mark(parameter.name, localSymbol(template, parameter.name.name), true);
    parameter.dimensions.forEach((size) => this.expression(size, scope));
    const { value, prior } = parameter;
    for (const given of [value, prior]) if (given !== undefined) this.expression(given, scope);
  }

  /** A size of data: where a name stands first, it is declared. */
  private size(expression: Expression): void {
    if (expression.kind !== 'name' || this.globals.has(expression.name)) {
      this.expression(expression, NO_NAMES);
      return;
    }
    this.mark(expression, `dimension ${expression.name}`, !this.dimensions.has(expression.name));
    this.dimensions.add(expression.name);
  }

  private expression(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case 'number':
      case 'text':
        return;
      case 'name':
        this.reference(expression, scope);
        return;
      case 'unary':
        this.expression(expression.operand, scope);
        return;
      case 'binary':
        this.expression(expression.left, scope);
        this.expression(expression.right, scope);
        return;
      case 'index':
        this.expression(expression.base, scope);
        expression.indices.forEach((index) => this.expression(index, scope));
        return;
      case 'repetition': {
        const symbol = `index ${String(expression.name.span.start)}`;
        const inner = new Map([...scope, [expression.name.name, symbol]]);
        this.mark(expression.name, symbol, true);
        this.expression(expression.value, inner);
        this.expression(expression.first, scope);
        this.expression(expression.last, scope);
        return;
      }
      case 'call': {
        const { function: called } = expression;
        const template = this.templates.get(called.name);
        if (this.templates.has(called.name)) this.mark(called, `template ${called.name}`, false);
        this.arguments(expression.arguments, scope, template);
      }
    }
  }

  private arguments(given: readonly Argument[], scope: Scope, template?: Template): void {
    for (const { name, value } of given) {
      const parameter = template?.parameters.find((one) => one.name.name === name?.name);
      if (name !== undefined && template !== undefined && parameter !== undefined)
        this.mark(name, localSymbol(template.name, name.name), false);
      this.expression(value, scope);
    }
  }

  /** A name, or the parts of a dotted one: a network, its layer, what the layer has. */
  private reference({ name, span }: Identifier, scope: Scope): void {
    const parts = name.split('.');
    let symbol = scope.get(parts[0]!) ?? this.global(parts[0]!);
    let { start } = span;
    parts.forEach((part, i) => {
      if (symbol === undefined || part === '*') return;
      this.mark({ name: part, span: { start, end: start + part.length } }, symbol, false);
      start += part.length + 1;
      symbol = `${symbol}.${parts[i + 1] ?? ''}`;
    });
  }

  private global(name: string): string | undefined {
    if (this.globals.has(name)) return this.globals.get(name);
    if (this.dimensions.has(name)) return `dimension ${name}`;
    return this.templates.has(name) ? `template ${name}` : undefined;
  }

  private mark({ name, span }: Identifier, symbol: string, defines: boolean): void {
    this.occurrences.push({ symbol, name, span, defines });
  }
}

function localSymbol(template: Identifier, name: string): string {
  return `local ${template.name}/${name}`;
}
