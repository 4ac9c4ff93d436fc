import type { Node } from '../../expression/node.js';

const VIEWS = new Set(['broadcast', 'transpose', 'reshape', 'slice', 'windows']);

export function isView(node: Node): boolean {
  return VIEWS.has(node.op);
}

/** Whether row i of a view is row i of what it views. */
export function keepsRows(view: Node): boolean {
  const inner = view.inputs[0]!;
  if (inner.shape.length === 0 || inner.shape[0] !== view.shape[0]) return false;
  switch (view.op) {
    case 'broadcast':
      return (view.attributes.axes as readonly number[])[0] === 0;
    case 'reshape':
    case 'windows':
      return true;
    case 'slice':
      return view.attributes.axis !== 0;
    default:
      return false;
  }
}
