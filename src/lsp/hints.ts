import { InlayHintKind, type InlayHint } from 'vscode-languageserver';
import type { Statement } from '../compiler/1-parse/program.js';
import type { Span } from '../base/source.js';
import type { Assignment, ModelDocument } from './document.js';

interface Declared {
  /** Of the quantity, and the prefix of those that its prior brings with it. */
  readonly name: string;
  readonly span: Span;
}

/** The sampler of each declaration, after it. */
export async function hintsOf(document: ModelDocument, within: Span): Promise<InlayHint[]> {
  const plan = await document.plan();
  if (plan === undefined) return [];
  return document.report.program.statements
    .flatMap(declaredBy)
    .filter(({ span }) => within.start <= span.end && span.end <= within.end)
    .flatMap(({ name, span }) => {
      const found = assignmentsOf(plan, name);
      if (found.length === 0) return [];
      const [own] = found;
      const samplers = [...new Set(found.map(([, { sampler }]) => sampler))];
      return {
        position: document.text.positionAt(span.end),
        label: samplers.join(', '),
        kind: InlayHintKind.Type,
        paddingLeft: true,
        tooltip: found.length === 1 ? own![1].because : samplersText(found),
      };
    });
}

function declaredBy(statement: Statement): Declared[] {
  if (statement.kind === 'stochastic') return [{ name: statement.name.name, span: statement.span }];
  if (statement.kind !== 'network') return [];
  return statement.items.flatMap((item) =>
    item.kind !== 'layer'
      ? []
      : item.slots.map((slot) => ({
          name: `${statement.name.name}.${item.name.name}.${
            slot.kind === 'slot-prior' ? slot.name.name : 'activation'
          }`,
          span: slot.span,
        })),
  );
}

function assignmentsOf(
  plan: ReadonlyMap<string, Assignment>,
  name: string,
): (readonly [string, Assignment])[] {
  return [...plan].filter(([unknown]) => unknown === name || unknown.startsWith(`${name}.`));
}

function samplersText(found: readonly (readonly [string, Assignment])[]): string {
  return found.map(([name, { sampler, because }]) => `${name}: ${sampler}, ${because}`).join('\n');
}
