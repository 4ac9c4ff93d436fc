import type {
  Argument,
  DataField,
  Expression,
  InferItem,
  LayerSlot,
  NetworkItem,
  Program,
  Repetition,
  Statement,
  TemplateParameter,
} from './program.js';

/** Canonical text of a program: parsing it gives the same program again. */
export function printProgram(program: Program): string {
  return program.statements.map((statement) => `${printStatement(statement)}\n`).join('');
}

function printStatement(statement: Statement): string {
  const doc = statement.doc?.split('\n').map((line) => `/// ${line}\n`) ?? [];
  return doc.join('') + printBody(statement);
}

function printBody(statement: Statement): string {
  switch (statement.kind) {
    case 'data':
      return block('data', statement.fields.map(printField));
    case 'stochastic':
      return `${declared(statement)} ~ ${printExpression(statement.distribution)}`;
    case 'deterministic':
      return `${declared(statement)} = ${printExpression(statement.value)}`;
    case 'observe':
      return `observe ${printExpression(statement.value)} ~ ${printExpression(statement.distribution)}`;
    case 'network': {
      const inputs = statement.inputs.map(({ name }) => name).join(', ');
      return block(`network ${statement.name.name}(${inputs})`, statement.items.map(printItem));
    }
    case 'activation': {
      const head = template(statement.input.name, statement.parameters);
      const { body } = statement;
      return 'kind' in body
        ? `activation ${statement.name.name}${head} = ${printExpression(body)}`
        : block(`activation ${statement.name.name}${head}`, body.map(printBody));
    }
    case 'prior': {
      const head = template(statement.target.name, statement.parameters);
      return block(`prior ${statement.name.name}${head}`, statement.statements.map(printBody));
    }
    case 'use': {
      const items = statement.items.map(({ what, name }) => `${what} ${name.name}`).join(', ');
      return `use ${items}${statement.from ? ` from "${statement.from.path}"` : ''}`;
    }
    case 'infer':
      return block('infer', statement.items.map(printRequest));
    case 'generated':
      return block('generated', statement.statements.map(printBody));
  }
}

function printRequest({ quantities, sampler, options }: InferItem): string {
  const list = options.length > 0 ? `(${options.map(printArgument).join(', ')})` : '';
  return `${quantities.map(({ name }) => name).join(', ')} using ${sampler.name}${list}`;
}

function block(head: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${head} {}`;
  const inner = lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}\n`);
  return `${head} {\n${inner.join('')}}`;
}

type Declared = Extract<Statement, { readonly kind: 'stochastic' | 'deterministic' }>;

function declared({ name, dimensions }: Declared): string {
  return name.name + brackets(dimensions);
}

function brackets(dimensions: readonly Expression[]): string {
  return dimensions.length === 0 ? '' : `[${dimensions.map((d) => printExpression(d)).join(', ')}]`;
}

function printField({ name, type, dimensions, of, qualities }: DataField): string {
  const levels = of === undefined ? '' : ` of ${printExpression(of)}`;
  const change = qualities.map((quality) => {
    const list = quality.arguments.map(printArgument).join(', ');
    return ` ${quality.name.name}${list ? `(${list})` : ''}`;
  });
  return `${name.name}: ${type.name}${brackets(dimensions)}${levels}${change.join('')}`;
}

function printItem(item: NetworkItem): string {
  const value = printExpression(item.value);
  if (item.kind === 'shared-activation') {
    return `activation ${item.name.name} = ${value}${sharing(item)}`;
  }
  const head = `layer ${item.name.name} = ${value}`;
  return item.slots.length === 0 ? head : block(head, item.slots.map(printSlot));
}

function printSlot(slot: LayerSlot): string {
  return slot.kind === 'slot-prior'
    ? `${slot.name.name} ~ ${printExpression(slot.distribution)}`
    : `activation = ${printExpression(slot.value)}${sharing(slot)}`;
}

function sharing({ per }: { readonly per?: { readonly name: string } }): string {
  return per === undefined ? '' : ` per ${per.name}`;
}

function template(target: string, parameters: readonly TemplateParameter[]): string {
  const list = parameters.map(({ name, dimensions, support, value, prior }) => {
    const kind = support === undefined ? '' : `: ${support.name}`;
    const given = value
      ? ` = ${printExpression(value)}`
      : prior
        ? ` ~ ${printExpression(prior)}`
        : '';
    return name.name + brackets(dimensions) + kind + given;
  });
  return list.length === 0 ? `(${target})` : `(${target}; ${list.join(', ')})`;
}

/** How tightly each operator binds; an operand that binds less tightly is bracketed. */
const TIGHTNESS: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  ...Object.fromEntries(['==', '!=', '<', '<=', '>', '>='].map((operator) => [operator, 3])),
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '@': 5,
  unary: 6,
  '^': 7,
  postfix: 8,
};

function printExpression(expression: Expression, least = 0): string {
  const tightness = tightnessOf(expression);
  const text = bare(expression, tightness);
  return tightness < least ? `(${text})` : text;
}

function tightnessOf(expression: Expression): number {
  if (expression.kind === 'unary') return TIGHTNESS.unary!;
  return expression.kind === 'binary' ? TIGHTNESS[expression.operator]! : TIGHTNESS.postfix!;
}

function bare(expression: Expression, tightness: number): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'text':
      return `"${expression.value}"`;
    case 'name':
      return expression.name;
    case 'unary':
      return expression.operator + printExpression(expression.operand, tightness);
    case 'binary':
      return printBinary(expression, tightness);
    case 'call':
      return `${expression.function.name}(${expression.arguments.map(printArgument).join(', ')})`;
    case 'repetition':
      return printRepetition(expression);
    case 'index':
      return `${printExpression(expression.base, tightness)}[${expression.indices.map(printIndex).join(', ')}]`;
  }
}

function printBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  tightness: number,
): string {
  if (operator === '^') {
    return `${printExpression(left, tightness + 1)} ^ ${printExpression(right, TIGHTNESS.unary)}`;
  }
  // Comparisons do not chain; the others group from the left.
  const leftLeast = tightness === 3 ? tightness + 1 : tightness;
  return `${printExpression(left, leftLeast)} ${operator} ${printExpression(right, tightness + 1)}`;
}

function printIndex(index: Expression): string {
  if (index.kind !== 'call') return printExpression(index);
  const { name } = index.function;
  if (name === 'all' && index.arguments.length === 0) return ':';
  const ends = index.arguments.map(({ value }) => printExpression(value));
  return name === 'range' && ends.length === 2 ? ends.join(':') : printExpression(index);
}

function printArgument({ name, stochastic, value }: Argument): string {
  if (name === undefined) return printExpression(value);
  return `${name.name} ${stochastic ? '~' : '='} ${printExpression(value)}`;
}

function printRepetition({ value, name, first, last }: Repetition): string {
  const range = `${printExpression(first)}:${printExpression(last)}`;
  return `${printExpression(value)} for ${name.name} in ${range}`;
}
