import type { Command, Context, Outcome, Status } from './command.js';
import { COMMANDS } from './commands/index.js';
import { diagnosticDocument, diagnosticsOf, renderDiagnostics } from './failure.js';
import { wantsColor, type Io } from './io.js';
import { parseCommandLine } from './program.js';
import { packageVersion } from './version.js';

/** The whole command line: arguments in, exit status out. Never throws. */
export async function main(
  argv: readonly string[],
  io: Io,
  commands: readonly Command[] = COMMANDS,
): Promise<Status> {
  const context: Context = {
    io,
    json: argv.includes('--json'),
    color: { stdout: wantsColor(io.stdout, io, argv), stderr: wantsColor(io.stderr, io, argv) },
  };
  try {
    const request = parseCommandLine(argv, commands, packageVersion());
    if (request.kind === 'print') {
      io.stdout.write(request.text);
      return 0;
    }
    const outcome = await request.command.invoke(request.operands, request.given, context);
    print(outcome, context);
    return outcome.status;
  } catch (thrown) {
    fail(thrown, context);
    return 1;
  }
}

function print(outcome: Outcome, { io, json, color }: Context): void {
  if (outcome.pieces !== undefined) {
    for (const piece of outcome.pieces()) io.stdout.write(piece);
    return;
  }
  if (json) {
    io.stdout.write(`${JSON.stringify(outcome.document())}\n`);
    return;
  }
  const problems = outcome.problems ?? [];
  if (problems.length > 0) io.stderr.write(`${renderDiagnostics(problems, color.stderr)}\n`);
  const text = outcome.text();
  if (text !== '') io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

function fail(thrown: unknown, { io, json, color }: Context): void {
  const diagnostics = diagnosticsOf(thrown);
  if (json) {
    const document = { error: true, diagnostics: diagnostics.map(diagnosticDocument) };
    io.stdout.write(`${JSON.stringify(document)}\n`);
  } else {
    io.stderr.write(`${renderDiagnostics(diagnostics, color.stderr)}\n`);
  }
}
