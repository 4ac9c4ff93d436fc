/** Primitives that C has an operator for; a compiler may fuse a product with a sum here where it is told so. */
export function inArithmetic(op: string, [a = '', b = '']: readonly string[]): string | undefined {
  switch (op) {
    case 'copy':
      return a;
    case 'add':
      return `${a} + ${b}`;
    case 'sub':
      return `${a} - ${b}`;
    case 'mul':
      return `${a} * ${b}`;
    case 'div':
      return `${a} / ${b}`;
    case 'neg':
      return `-${a}`;
    case 'square':
      return `${a} * ${a}`;
    default:
      return undefined;
  }
}
