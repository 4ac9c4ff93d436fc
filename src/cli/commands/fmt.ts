import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { format, type FormatResult } from '../../index.js';
import { defineCommand, type Outcome } from '../command.js';
import { diagnosticDocument, diagnosticsOf } from '../failure.js';
import { CLI_MESSAGES } from '../messages.js';
import { toggle } from '../option.js';

export const fmt = defineCommand({
  name: 'fmt',
  summary: 'lay out model files',
  detail:
    'Rewrites each file in the layout of the language: one space where one is meant, signs under each other, ' +
    'blocks on one line or one item a line, at most 120 columns. Comments stay where they stand, and statements on ' +
    'the lines where they are. Names are written out where an argument could be misread: ' +
    '`normal(0, 1)` becomes `normal(0, sd = 1)`. A file with syntax errors is left alone.',
  operand: { name: '<file...>', doc: '.bnn files', takes: 'many' },
  options: {
    check: toggle('--check', 'write nothing; list the files that would change, and exit with 1'),
    stdout: toggle('--stdout', 'print the text instead of writing it'),
  },
  examples: [
    { line: 'bnn fmt model.bnn', doc: 'lay out a model' },
    { line: 'bnn fmt --check models/*.bnn', doc: 'before a commit: is everything laid out?' },
    { line: 'bnn fmt --stdout model.bnn', doc: 'see it first' },
  ],
  run: async (files, { check, stdout }) => {
    if (check && stdout) {
      const values = { first: '--check', second: '--stdout' };
      throw new DiagnosticError([diagnostic(CLI_MESSAGES.exclusive, values)]);
    }
    const write = !check && !stdout;
    const read = await Promise.all(files.map((file) => formatted(file, write)));
    return outcome(read, check, stdout);
  },
});

interface Read extends Omit<FormatResult, 'source'> {
  readonly file: string;
}

/** A file that cannot be read or written is no reason to leave the others. */
async function formatted(file: string, write: boolean): Promise<Read> {
  try {
    return { file, ...(await format({ model: file, write })) };
  } catch (thrown) {
    return { file, changed: false, diagnostics: diagnosticsOf(thrown) };
  }
}

function outcome(read: readonly Read[], check: boolean, stdout: boolean): Outcome {
  const broken = read.filter(({ text }) => text === undefined);
  const changed = read.filter((file) => file.changed);
  const problems = broken.flatMap(({ diagnostics }) => diagnostics);
  const unformatted: Diagnostic[] = check
    ? changed.map(({ file }) => diagnostic(CLI_MESSAGES.notFormatted, { file }))
    : [];
  return {
    status: problems.length + unformatted.length > 0 ? 1 : 0,
    document: () => ({
      files: read.map(({ file, text, changed: differs, diagnostics }) => ({
        file,
        changed: differs,
        ...(stdout && { text }),
        diagnostics: diagnostics.map(diagnosticDocument),
      })),
    }),
    text: () =>
      stdout
        ? read.map(({ text = '' }) => text).join('')
        : changed.map(({ file }) => file).join('\n'),
    problems: [...problems, ...unformatted],
  };
}
