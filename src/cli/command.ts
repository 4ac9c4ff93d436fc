import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import type { Io } from './io.js';
import { CLI_MESSAGES } from './messages.js';
import type { Given, Option, Options, Values } from './option.js';

/** 0 fine; 1 error; 2 ran, but a diagnostic failed; 130 interrupted. */
export type Status = 0 | 1 | 2 | 130;

/** What a command has to say, as one JSON document and as text; the caller prints one of them. */
export interface Outcome {
  readonly status: Status;
  document(): unknown;
  text(): string;
  /** In place of both, where the whole may be larger than a text can be. */
  pieces?(): Iterable<string>;
  /** What is wrong with the user's text or data, for stderr. */
  readonly problems?: readonly Diagnostic[];
}

export interface Context {
  readonly io: Io;
  readonly json: boolean;
  /** Whether stdout, and stderr, take colour. */
  readonly color: { readonly stdout: boolean; readonly stderr: boolean };
}

export interface Operand {
  /** As usage shows it: `<model>`, `<file...>` for one or more, nothing where a command works on none. */
  readonly name: string;
  readonly doc: string;
  /** One where nothing is said. */
  readonly takes?: 'many' | 'none';
  /** The words it may be, where it is one of a few. */
  readonly choices?: readonly string[];
  /** Where it takes many words that are no files: what a shell may offer for the first, the second, ... */
  readonly offers?: readonly (readonly string[])[];
}

/** What a command is given in the place of its operand. */
export type OperandValue<P extends Operand> = P extends { readonly takes: 'many' }
  ? readonly string[]
  : P extends { readonly takes: 'none' }
    ? undefined
    : string;

export interface Example {
  readonly line: string;
  readonly doc: string;
}

/** A command, as data, and the one function that runs it. */
export interface CommandDeclaration<O extends Options, P extends Operand = Operand> {
  readonly name: string;
  readonly summary: string;
  readonly detail: string;
  readonly operand: P;
  readonly options: O;
  readonly examples: readonly Example[];
  run(operand: OperandValue<P>, values: Values<O>, context: Context): Promise<Outcome>;
}

/** A declaration whose option types only it knows. */
export interface Command extends Omit<CommandDeclaration<Options>, 'run'> {
  invoke(
    operands: readonly string[],
    given: Readonly<Record<string, Given>>,
    context: Context,
  ): Promise<Outcome>;
}

/** Checks every option of a command, reports all that are wrong, and runs it when none is. */
export function defineCommand<const O extends Options, const P extends Operand>(
  declaration: CommandDeclaration<O, P>,
): Command {
  const { run, ...data } = declaration;
  return {
    ...data,
    invoke: (operands, given, context) =>
      run(operandValue(declaration.operand, operands), readAll(declaration, given), context),
  };
}

function operandValue<P extends Operand>(operand: P, given: readonly string[]): OperandValue<P> {
  const { takes, choices } = operand;
  const [first = ''] = given;
  if (choices !== undefined && !choices.includes(first)) {
    const values = { option: operand.name, given: first, choices: choices.join(', ') };
    const example = choices[0]!;
    throw new DiagnosticError([diagnostic(CLI_MESSAGES.notAChoice, { ...values, example })]);
  }
  const value = takes === 'many' ? given : takes === 'none' ? undefined : first;
  // The conditional type says what the line above does.
  return value as OperandValue<P>;
}

/** `bnn plan <model> --data <file> [options]`. */
export function usageOf(command: Pick<Command, 'name' | 'operand' | 'options'>): string {
  const required = Object.values(command.options)
    .filter((option) => option.required)
    .map((option) => ` ${option.flag} ${option.form ?? ''}`);
  const operand = command.operand.name === '' ? '' : ` ${command.operand.name}`;
  return `bnn ${command.name}${operand}${required.join('')} [options]`;
}

function readAll<O extends Options>(
  command: Pick<CommandDeclaration<O>, 'name' | 'operand' | 'options'>,
  given: Readonly<Record<string, Given>>,
): Values<O> {
  const problems: Diagnostic[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(command.options)) {
    const texts = given[key] ?? [];
    const read =
      texts.length === 0 && option.required ? missing(command, option) : option.read(texts);
    if ('problem' in read) problems.push(read.problem);
    else values[key] = read.value;
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
  // Each key holds what its option's `read` returned, which is what Values<O> says.
  return values as Values<O>;
}

function missing(
  command: Pick<Command, 'name' | 'operand' | 'options'>,
  { flag, doc }: Option<unknown>,
): { readonly problem: Diagnostic } {
  const values = { command: command.name, option: flag, doc, usage: usageOf(command) };
  return { problem: diagnostic(CLI_MESSAGES.missingOption, values) };
}
