import type { Command } from './command.js';
import type { Option } from './option.js';

/** What may follow a word of the command line. */
interface Choices {
  /** Words to offer. */
  readonly words: readonly string[];
  /** Whether the names of files may stand there too. */
  readonly files: boolean;
}

const COMMON = ['--json', '--no-color', '--help'];
const HELP: Readonly<Record<string, string>> = {
  '--json': 'print one JSON document',
  '--no-color': 'print without colours',
  '--help': 'show help',
};

function flagsOf(command: Command): string[] {
  return [...Object.values(command.options).map(({ flag }) => flag), ...COMMON];
}

function operandChoices({ operand }: Command): Choices {
  const words = operand.choices ?? [];
  return { words, files: operand.takes !== 'none' && words.length === 0 };
}

/** Of a command whose operands are words each of its place: what may stand there. */
function placeChoices({ operand }: Command): Choices[] {
  return (operand.offers ?? []).map((words) => ({ words, files: false }));
}

/** `<csv|json>` is one of those words; any other value may be a file. */
function valueChoices({ form = '' }: Option<unknown>): Choices {
  const words = form.includes('|') ? form.slice(1, -1).split('|') : [];
  return { words, files: words.length === 0 };
}

function valued(command: Command): Option<unknown>[] {
  return Object.values(command.options).filter(({ form }) => form !== undefined);
}

/** A script that completes `bnn` in bash, for `eval` or a file of completions. */
export function bashCompletion(commands: readonly Command[]): string {
  const compgen = ({ words, files }: Choices) =>
    `COMPREPLY=($(compgen ${files ? '-f ' : ''}-W '${words.join(' ')}' -- "$word"))`;
  const operand = (command: Command) => {
    const places = placeChoices(command);
    if (places.length === 0) return `${compgen(operandChoices(command))};`;
    const each = places.map((choices, i) => `${String(i + 2)}) ${compgen(choices)} ;;`);
    return `case $COMP_CWORD in ${each.join(' ')} esac;`;
  };
  const cases = commands.flatMap((command) => [
    `    ${command.name})`,
    '      case $before in',
    ...valued(command).map(
      (option) => `        ${option.flag}) ${compgen(valueChoices(option))}; return ;;`,
    ),
    '      esac',
    `      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${flagsOf(command).join(' ')}' -- "$word"))`,
    `      else ${operand(command)} fi ;;`,
  ]);
  const names = commands.map(({ name }) => name).join(' ');
  return [
    '_bnn() {',
    '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}',
    '  compopt -o filenames 2>/dev/null',
    '  if [[ $COMP_CWORD == 1 ]]; then',
    `    COMPREPLY=($(compgen -W '${names} --help --version' -- "$word")); return`,
    '  fi',
    '  case ${COMP_WORDS[1]} in',
    ...cases,
    '  esac',
    '}',
    'complete -F _bnn bnn',
    '',
  ].join('\n');
}

/** The same for zsh, as a file `_bnn` of `fpath` or for `eval`. */
export function zshCompletion(commands: readonly Command[]): string {
  const quoted = (text: string) => text.replaceAll("'", "'\\''").replaceAll(/[[\]:]/g, '\\$&');
  const values = ({ words, files }: Choices) =>
    files ? '_files' : words.length === 0 ? ' ' : `(${words.join(' ')})`;
  const cases = commands.flatMap((command) => {
    const options = Object.values(command.options).map((option) => {
      const value = option.form === undefined ? '' : `:value:${values(valueChoices(option))}`;
      return `'*${option.flag}[${quoted(option.doc)}]${value}'`;
    });
    const common = COMMON.map((flag) => `'${flag}[${HELP[flag]!}]'`);
    const operands = zshOperands(command).map(
      ([place, choices]) => `'${place}:operand:${values(choices)}'`,
    );
    return [`    ${command.name}) _arguments ${[...options, ...common, ...operands].join(' ')} ;;`];
  });
  return [
    '#compdef bnn',
    '_bnn() {',
    '  if (( CURRENT == 2 )); then',
    '    local -a commands=(',
    ...commands.map(({ name, summary }) => `      '${name}:${quoted(summary)}'`),
    '    )',
    "    _describe 'command' commands; return",
    '  fi',
    '  local command=$words[2]',
    '  shift words; (( CURRENT-- ))',
    '  case $command in',
    ...cases,
    '  esac',
    '}',
    'compdef _bnn bnn',
    '',
  ].join('\n');
}

function zshOperands(command: Command): readonly (readonly [string, Choices])[] {
  const { takes, offers } = command.operand;
  if (takes === 'none') return [];
  if (offers !== undefined)
    return placeChoices(command).map((choices, i) => [String(i + 1), choices]);
  return [[takes === 'many' ? '*' : '1', operandChoices(command)]];
}

/** The same for fish. */
export function fishCompletion(commands: readonly Command[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const values = ({ words, files }: Choices) =>
    [...(words.length === 0 ? [] : ['-a', quoted(words.join(' '))]), files ? '-F' : '-f'].join(' ');
  const lines = commands.flatMap((command) => {
    const seen = `__fish_seen_subcommand_from ${command.name}`;
    const inside = `complete -c bnn -n '${seen}'`;
    const places = placeChoices(command).map((choices, i) => {
      const here = `${seen}; and test (count (commandline -opc)) -eq ${String(i + 2)}`;
      return `complete -c bnn -n '${here}' ${values(choices)}`;
    });
    const options = Object.values(command.options).map((option) => {
      const value = option.form === undefined ? '' : ` -r ${values(valueChoices(option))}`;
      return `${inside} -l ${option.flag.slice(2)}${value} -d ${quoted(option.doc)}`;
    });
    const common = COMMON.map((flag) => `${inside} -l ${flag.slice(2)} -d ${quoted(HELP[flag]!)}`);
    return [
      `complete -c bnn -f -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
      ...options,
      ...common,
      ...(places.length > 0
        ? [...places, `${inside} -f`]
        : [`${inside} ${values(operandChoices(command))}`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
