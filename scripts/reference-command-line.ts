import { usageOf, type Command } from '../src/cli/command.js';
import { COMMANDS } from '../src/cli/commands/index.js';

/** The page of the command line, made from the declarations that make its help. */
export function commandLinePage(): string {
  return [
    '# Command line',
    '',
    'Every command also takes `--json` (one JSON document on stdout and nothing else), `--no-color` and `--help`; `NO_COLOR` in the',
    'environment is honoured. Exit status: 0 fine, 1 error, 2 ran but a diagnostic failed, 130 interrupted.',
    '',
    ...COMMANDS.flatMap(section),
  ].join('\n');
}

function section(command: Command): string[] {
  const options = Object.values(command.options).map(({ flag, form, doc, fallback }) => {
    const shown = form === undefined ? flag : `${flag} ${form}`;
    return `| \`${shown.replaceAll('|', '\\|')}\` | ${doc.replaceAll('|', '\\|')} | ${fallback ?? ''} |`;
  });
  return [
    `## bnn ${command.name}`,
    '',
    `    ${usageOf(command)}`,
    '',
    command.detail,
    '',
    ...(options.length === 0
      ? []
      : ['| option | meaning | default |', '| --- | --- | --- |', ...options, '']),
    ...command.examples.flatMap(({ line, doc }) => [`    # ${doc}`, `    ${line}`]),
    '',
  ];
}
