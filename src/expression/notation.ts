import type { Node } from './node.js';
import type { Printed } from './primitive.js';

/** Binding strengths, loosest first. */
export const BINDING = {
  choice: 0,
  comparison: 1,
  sum: 2,
  product: 3,
  matmul: 4,
  minus: 5,
  power: 6,
  atom: 7,
} as const;

export function atom(text: string): Printed {
  return { text, binding: BINDING.atom };
}

export function within(child: Printed, binding: number): string {
  return child.binding < binding ? `(${child.text})` : child.text;
}

/** `a op b`; the right operand is in parentheses unless it binds tighter or op is associative. */
export function infix(symbol: string, binding: number, associative = false) {
  return ([a, b]: readonly Printed[]): Printed => ({
    text: `${within(a!, binding)} ${symbol} ${within(b!, associative ? binding : binding + 1)}`,
    binding,
  });
}

export function call(name: string, ...args: readonly string[]): Printed {
  return atom(`${name}(${args.join(', ')})`);
}

/** Prints the first input alone: what the node does to its shape is clear from the context. */
export function transparent([x]: readonly Printed[]): Printed {
  return x!;
}

export function shapeText(node: Node): string {
  return `[${node.shape.join(', ')}]`;
}
