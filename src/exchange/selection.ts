import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { elementName, type Draws, type Quantity } from '../base/draws.js';
import { diagnostic } from '../base/message.js';
import { nearest } from '../base/suggestion.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';

/** One element and where it stands in a draw. */
export interface Element {
  readonly name: string;
  readonly position: number;
}

/**
 * Elements of quantities (`theta`), single elements (`theta[2]`) and patterns (`f.hidden.*`), in the
 * order of the draws; all of them when nothing is selected.
 */
export function selectElements(draws: Draws, select: readonly string[]): Element[] {
  const all = draws.quantities.flatMap(elementsOf);
  if (select.length === 0) return all;
  const wanted = select.map((text) => text.replaceAll(/\s/g, ''));
  const hits = wanted.map((text) => {
    const pattern = patternOf(text);
    return all.filter(({ name, owner }) => pattern.test(owner) || pattern.test(name));
  });
  const problems = wanted.flatMap((text, k) =>
    hits[k]!.length === 0 ? [unknown(text, draws.quantities)] : [],
  );
  if (problems.length > 0) throw new DiagnosticError(problems);
  const chosen = new Set(hits.flat().map(({ position }) => position));
  return all.filter(({ position }) => chosen.has(position));
}

function elementsOf(quantity: Quantity): (Element & { readonly owner: string })[] {
  return Array.from({ length: quantity.size }, (_, k) => ({
    name: elementName(quantity, k),
    owner: quantity.name,
    position: quantity.offset + k,
  }));
}

/** `*` stands for any text; everything else for itself. */
function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

function unknown(text: string, quantities: readonly Quantity[]): Diagnostic {
  const owner = quantities.find(({ name }) => text.startsWith(`${name}[`));
  if (owner !== undefined) {
    const shape = `${owner.name} has shape [${owner.shape.join(', ')}]`;
    const last = elementName(owner, owner.size - 1);
    const remedy = `indices count from 1: the last element is ${last}`;
    return diagnostic(M.unknownQuantity, { name: text, reason: shape, remedy });
  }
  const names = quantities.map(({ name }) => name);
  const near = nearest(text.replace(/\[.*/, ''), names);
  const remedy =
    near === undefined ? "name one of them, or a pattern ('f.*')" : `did you mean ${near}?`;
  return diagnostic(M.unknownQuantity, {
    name: text,
    reason: `the run holds ${listed(names)}`,
    remedy,
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${String(names.length - 12)} more` : shown;
}
