import type { Call, Expression, Program, Statement, TemplateParameter } from './program.js';

/** Every call that stands where a distribution or a prior is asked for, the ones inside them too. */
export function* priorsIn({ statements }: Program): Generator<Call> {
  for (const statement of statements) yield* inStatement(statement);
}

function* inStatement(statement: Statement): Generator<Call> {
  switch (statement.kind) {
    case 'stochastic':
    case 'observe':
      yield* inPrior(statement.distribution);
      return;
    case 'network':
      for (const item of statement.items) {
        yield* inValue(item.value);
        for (const slot of item.kind === 'layer' ? item.slots : []) {
          yield* slot.kind === 'slot-prior' ? inPrior(slot.distribution) : inValue(slot.value);
        }
      }
      return;
    case 'activation':
      yield* inParameters(statement.parameters);
      return;
    case 'prior':
      yield* inParameters(statement.parameters);
      for (const inner of statement.statements) yield* inStatement(inner);
      return;
    case 'generated':
      for (const inner of statement.statements) yield* inStatement(inner);
      return;
    default:
  }
}

/** `mixture(p, normal(0, 1), normal(0, 3))`: a distribution may stand in a distribution. */
function* inPrior(expression: Expression): Generator<Call> {
  if (expression.kind !== 'call') return;
  yield expression;
  for (const { value } of expression.arguments) yield* inPrior(value);
}

/** `mmelu(c ~ uniform(0, 1))`: in a value only what follows `~` is a prior. */
function* inValue(expression: Expression): Generator<Call> {
  if (expression.kind !== 'call') return;
  for (const { stochastic, value } of expression.arguments) {
    yield* stochastic ? inPrior(value) : inValue(value);
  }
}

function* inParameters(parameters: readonly TemplateParameter[]): Generator<Call> {
  for (const { prior } of parameters) if (prior !== undefined) yield* inPrior(prior);
}
