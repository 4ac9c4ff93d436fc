import { Command as Commander, CommanderError, Option as CommanderOption } from 'commander';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { usageOf, type Command } from './command.js';
import { CLI_MESSAGES } from './messages.js';
import type { Given, Option } from './option.js';

/** What the command line asks for. */
export type Request =
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly operands: readonly string[];
      readonly given: Readonly<Record<string, Given>>;
    }
  /** Help or the version: a text for stdout. */
  | { readonly kind: 'print'; readonly text: string };

const INTRODUCTION = `Bayesian neural networks and other models, written down and sampled.

A model file says what is believed; the command line says how much to compute.
The usual order is check, plan, sample, summary, predict.`;

const ENDING = `
Exit status: 0 fine, 1 error, 2 ran but a diagnostic failed, 130 interrupted.
\`bnn <command> --help\` shows a command's options and examples.`;

/** Reads a command line; what is wrong with it is thrown as a DiagnosticError. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
): Request {
  let request: Request | undefined;
  let printed = '';
  const program = new Commander('bnn')
    .description(INTRODUCTION)
    .usage('<command> [options]')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: () => undefined })
    .configureHelp({
      helpWidth: 80,
      subcommandTerm: (sub) => [sub.name(), ...operandsOf(sub)].join(' '),
    })
    .addHelpText('after', ENDING);
  for (const command of commands) {
    program.addCommand(
      commander(command, (operands, given) => {
        request = { kind: 'run', command, operands, given };
      })
        .copyInheritedSettings(program)
        .allowExcessArguments(true),
    );
  }
  program.exitOverride((error) => translate(error, commands));
  for (const sub of program.commands) sub.exitOverride((e) => translate(e, commands, sub.name()));
  if (argv.length === 0) throw problem(diagnostic(CLI_MESSAGES.missingCommand, {}));
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    // Commander ends help and --version by an error of status 0.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
  }
  return request ?? { kind: 'print', text: printed };
}

function operandsOf(sub: Commander): string[] {
  return sub.registeredArguments.map(
    (operand) => `<${operand.name()}${operand.variadic ? '...' : ''}>`,
  );
}

type Action = (operands: readonly string[], given: Readonly<Record<string, Given>>) => void;

/** One declared command in commander's terms: every value is kept as the list of texts given. */
function commander(command: Command, act: Action): Commander {
  const { operand } = command;
  const usage = usageOf(command).replace(`bnn ${command.name} `, '');
  const sub = new Commander(command.name)
    .summary(command.summary)
    .description(`${capitalised(command.summary)}.\n\n${command.detail}`)
    .usage(usage)
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', examplesOf(command));
  if (operand.takes !== 'none') sub.argument(operand.name, operand.doc);
  for (const [key, option] of Object.entries(command.options))
    sub.addOption(commanderOption(key, option));
  sub.option('--json', 'print one JSON document on stdout and nothing else');
  sub.option('--no-color', 'print without colours');
  return sub.action(() => {
    const excess = sub.args[operand.takes === 'none' ? 0 : 1];
    if (operand.takes !== 'many' && excess !== undefined) {
      throw problem(excessOperand(command, excess));
    }
    act(sub.args, sub.opts());
  });
}

function commanderOption(key: string, option: Option<unknown>): CommanderOption {
  const doc =
    option.fallback === undefined ? option.doc : `${option.doc} (default: ${option.fallback})`;
  const flags = option.form === undefined ? option.flag : `${option.flag} ${option.form}`;
  const made = new CommanderOption(flags, doc).argParser(
    (value: string, before: Given | undefined) => [...(before ?? []), value],
  );
  if (option.form === undefined) made.preset('');
  made.attributeName = () => key;
  return made;
}

function examplesOf(command: Command): string {
  const lines = command.examples.flatMap(({ line, doc }) => [`  # ${doc}`, `  ${line}`]);
  return ['', 'Examples:', ...lines].join('\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function problem(d: Diagnostic): DiagnosticError {
  return new DiagnosticError([d]);
}

function excessOperand(command: Command, given: string): Diagnostic {
  const { name, takes } = command.operand;
  const count = takes === 'none' ? 'nothing' : `one argument, ${name},`;
  return diagnostic(CLI_MESSAGES.excessOperand, {
    given,
    command: command.name,
    count,
    usage: usageOf(command),
  });
}

/** Commander's own errors under our codes; its sentence is where the names and its suggestion are. */
function translate(error: CommanderError, commands: readonly Command[], name?: string): never {
  const command = commands.find((c) => c.name === name);
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const near = /Did you mean (?:one of )?(.+)\?/.exec(error.message)?.[1];
  if (error.code === 'commander.unknownOption') {
    const help = command === undefined ? 'bnn --help' : `bnn ${command.name} --help`;
    const suggestion = near ?? `see \`${help}\``;
    const values = { option: quoted, command: command?.name ?? '<command>', suggestion };
    throw problem(diagnostic(CLI_MESSAGES.unknownOption, values));
  }
  if (error.code === 'commander.unknownCommand') {
    const names = commands.map((c) => c.name).join(', ');
    const suggestion = near === undefined ? `one of ${names}` : `bnn ${near}`;
    throw problem(diagnostic(CLI_MESSAGES.unknownCommand, { name: quoted, suggestion }));
  }
  if (command !== undefined && error.code === 'commander.missingArgument') {
    const operand = `${command.operand.name}, ${command.operand.doc}`;
    const values = { command: command.name, operand, usage: usageOf(command) };
    throw problem(diagnostic(CLI_MESSAGES.missingOperand, values));
  }
  if (error.code === 'commander.optionMissingArgument') {
    const [option = '', form = '<value>'] = quoted.split(' ');
    throw problem(diagnostic(CLI_MESSAGES.missingValue, { option, form }));
  }
  throw error;
}
