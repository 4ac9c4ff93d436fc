import { atom, call } from './notation.js';
import type { Node } from './node.js';
import type { Printed } from './primitive.js';
import { primitiveOf } from './primitives/index.js';

const LONGEST = 160;

/** How nodes are written, and what stands for the parts left out. */
interface Style {
  readonly elided: string;
  write(inputs: readonly Printed[], node: Node): Printed;
}

const PLAIN: Style = {
  elided: '…',
  write: (inputs, node) =>
    primitiveOf(node.op).print?.(inputs, node) ?? call(node.op, ...inputs.map(({ text }) => text)),
};

/**
 * An expression as algebra, `0.5 * sum((y - f)^2)`; nodes in `names` print as their name. Where the
 * text would be longer than `longest`, the deepest parts are left out as `…`.
 */
export function print(
  node: Node,
  names: ReadonlyMap<Node, string> = new Map(),
  longest = LONGEST,
): string {
  return printWith(PLAIN, node, names, longest);
}

/** The same in another style. */
export function printWith(
  style: Style,
  node: Node,
  names: ReadonlyMap<Node, string>,
  longest: number,
): string {
  let text = style.elided;
  for (let depth = 1; ; depth++) {
    const printer = new DepthPrinter(style, names, longest);
    const deeper = printer.print(node, depth).text;
    if (deeper.length > longest) return text;
    text = deeper;
    if (printer.complete) return text;
  }
}

/** Prints to a depth. A part that is too long already makes the whole too long, so it stays short. */
class DepthPrinter {
  complete = true;
  private readonly printed = new Map<Node, Map<number, Printed>>();

  constructor(
    private readonly style: Style,
    private readonly names: ReadonlyMap<Node, string>,
    private readonly longest: number,
  ) {}

  print(node: Node, depth: number): Printed {
    const name = this.names.get(node);
    if (name !== undefined) return atom(name);
    const byDepth = this.printed.get(node) ?? new Map<number, Printed>();
    this.printed.set(node, byDepth);
    const text = byDepth.get(depth) ?? this.compose(node, depth);
    byDepth.set(depth, text);
    return text;
  }

  private compose(node: Node, depth: number): Printed {
    if (depth === 0 && node.inputs.length > 0) {
      this.complete = false;
      return atom(this.style.elided);
    }
    const inputs: Printed[] = [];
    for (const input of node.inputs) {
      const part = this.print(input, depth - 1);
      if (part.text.length > this.longest) return part;
      inputs.push(part);
    }
    return this.style.write(inputs, node);
  }
}
