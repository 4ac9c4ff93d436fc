import type { Term } from './model.js';

/** The terms that a term is made of, one level down. */
export function operandsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'elementwise':
    case 'whole':
      return term.operands;
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
