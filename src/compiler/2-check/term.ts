import type { Term } from './model.js';

/**
 * Names of every quantity that terms read, also through what is computed with `=`: `valueOf` gives
 * the term that such a name stands for.
 */
export function quantitiesIn(
  terms: readonly Term[],
  valueOf: (name: string) => Term | undefined,
): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Term>();
  const waiting = [...terms];
  for (let term = waiting.pop(); term !== undefined; term = waiting.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    waiting.push(...operandsOf(term));
    if (term.kind !== 'quantity' || names.has(term.name)) continue;
    names.add(term.name);
    const value = valueOf(term.name);
    if (value !== undefined) waiting.push(value);
  }
  return names;
}

/** The terms that a term is made of, one level down. */
export function operandsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'elementwise':
    case 'whole':
      return term.operands;
    case 'scan':
      return [term.first, term.body];
    case 'lag':
      return [term.of, term.first];
    case 'product':
      return [term.left, term.right];
    case 'index':
      return [
        term.base,
        ...term.indices.flatMap((index) => (index.kind === 'gather' ? [index.by] : [])),
      ];
    case 'layer':
      return [...term.inputs, ...term.parameters.values()];
    default:
      return [];
  }
}
