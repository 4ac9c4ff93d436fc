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
  /** As usage shows it: `<model>`. */
  readonly name: string;
  readonly doc: string;
}

export interface Example {
  readonly line: string;
  readonly doc: string;
}

/** A command, as data, and the one function that runs it. */
export interface CommandDeclaration<O extends Options> {
  readonly name: string;
  readonly summary: string;
  readonly detail: string;
  /** Every command works on one thing. */
  readonly operand: Operand;
  readonly options: O;
  readonly examples: readonly Example[];
  run(operand: string, values: Values<O>, context: Context): Promise<Outcome>;
}

/** A declaration whose option types only it knows. */
export interface Command extends Omit<CommandDeclaration<Options>, 'run'> {
  invoke(
    operand: string,
    given: Readonly<Record<string, Given>>,
    context: Context,
  ): Promise<Outcome>;
}

/** Checks every option of a command, reports all that are wrong, and runs it when none is. */
export function defineCommand<const O extends Options>(
  declaration: CommandDeclaration<O>,
): Command {
  const { run, ...data } = declaration;
  return {
    ...data,
    invoke: (operand, given, context) => run(operand, readAll(declaration, given), context),
  };
}

/** `bnn plan <model> --data <file> [options]`. */
export function usageOf(command: Pick<Command, 'name' | 'operand' | 'options'>): string {
  const required = Object.values(command.options)
    .filter((option) => option.required)
    .map((option) => ` ${option.flag} ${option.form ?? ''}`);
  return `bnn ${command.name} ${command.operand.name}${required.join('')} [options]`;
}

function readAll<O extends Options>(
  command: CommandDeclaration<O>,
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
  command: CommandDeclaration<Options>,
  { flag, doc }: Option<unknown>,
): { readonly problem: Diagnostic } {
  const values = { command: command.name, option: flag, doc, usage: usageOf(command) };
  return { problem: diagnostic(CLI_MESSAGES.missingOption, values) };
}
