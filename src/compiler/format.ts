import { isStackOverflow, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import type { SourceText } from '../base/source.js';
import { clearingNames, findDistribution } from '../library/index.js';
import { layOutText } from './1-parse/format/format.js';
import { parse } from './1-parse/index.js';
import { parseMessages } from './1-parse/messages.js';
import { priorsIn } from './1-parse/priors-in.js';
import type { Call, Program } from './1-parse/program.js';

export interface Formatted {
  /** Absent where the text has errors: it is then left as it is. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A model's text laid out, with names written where an argument could be misread. */
export function format(source: SourceText): Formatted {
  const { program, diagnostics } = parse(source);
  if (diagnostics.length > 0) return { diagnostics };
  try {
    return { text: layOutText(source.text, namesToWrite(program)), diagnostics };
  } catch (thrown) {
    if (!isStackOverflow(thrown)) throw thrown;
    return { diagnostics: [diagnostic(parseMessages.tooDeep, {}, { place: source.name })] };
  }
}

/** `sd = ` before the second argument of `normal(0, 1)`, by its offset. */
function namesToWrite(program: Program): ReadonlyMap<number, string> {
  const own = new Set(program.statements.flatMap(priorNames));
  const calls = [...priorsIn(program)].filter((call) => !own.has(call.function.name));
  return new Map(calls.flatMap(namesOfCall));
}

/** What is called like a distribution and declared by the user is the user's. */
function priorNames(statement: Program['statements'][number]): string[] {
  if (statement.kind === 'prior') return [statement.name.name];
  if (statement.kind !== 'use') return [];
  return statement.items.map(({ name }) => name.name);
}

function namesOfCall(call: Call): (readonly [number, string])[] {
  const distribution = findDistribution(call.function.name);
  if (distribution === undefined) return [];
  const positional = call.arguments.filter(({ name }) => name === undefined);
  const named = call.arguments.flatMap(({ name }) => name?.name ?? []);
  const names = clearingNames(distribution, positional.length, named);
  return positional.flatMap(({ span }, i) => {
    const name = names[i];
    return name === undefined ? [] : [[span.start, `${name} = `] as const];
  });
}
