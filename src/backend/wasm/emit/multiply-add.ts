import type { Loop, Operand } from '../../schedule/schedule.js';

/** An addition that takes the product before it along: left * right + addend. */
export interface MultiplyAdd {
  /** The instruction that is no longer needed by itself. */
  readonly product: number;
  /** The product is subtracted. */
  readonly negated: boolean;
  readonly left: Operand;
  readonly right: Operand;
  readonly addend: Operand;
}

/** Additions and subtractions of a product that nothing else uses, by instruction. */
export function multiplyAdds({ instructions, stores, reductions }: Loop): Map<number, MultiplyAdd> {
  const uses = new Map<number, number>();
  const used = [
    ...instructions.flatMap(({ operands }) => operands),
    ...[...stores, ...reductions].map(({ value }) => value),
  ];
  for (const operand of used) {
    if (operand.kind !== 'result') continue;
    uses.set(operand.instruction, (uses.get(operand.instruction) ?? 0) + 1);
  }
  const taken = new Map<number, MultiplyAdd>();
  instructions.forEach(({ op, operands }, i) => {
    if (op !== 'add' && op !== 'sub') return;
    const [a, b] = operands as [Operand, Operand];
    const candidates =
      op === 'add'
        ? [
            [a, b],
            [b, a],
          ]
        : [[b, a]];
    for (const [factor, addend] of candidates as [Operand, Operand][]) {
      if (factor.kind !== 'result' || uses.get(factor.instruction) !== 1) continue;
      const product = instructions[factor.instruction]!;
      if (product.op !== 'mul') continue;
      const [left, right] = product.operands as [Operand, Operand];
      taken.set(i, { product: factor.instruction, negated: op === 'sub', left, right, addend });
      return;
    }
  });
  return taken;
}
