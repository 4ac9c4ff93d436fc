import type { ElementType } from '../../schedule/schedule.js';
import { range } from './blocks.js';
import { VECTOR } from './vector-types.js';

/** Vectors of sums c0_0, c0_1, .. of a block, which stay in registers. */
export class BlockSums {
  private readonly vector: string;

  constructor(
    private readonly tall: number,
    private readonly wide: number,
    type: ElementType,
  ) {
    this.vector = VECTOR[type];
  }

  /** Declares them as zeros. */
  get zeros(): string {
    return `${this.vector} ${this.each((i, j) => `${nameOf(i, j)} = {0}`).join(', ')};`;
  }

  /** Adds to each the product of a vector for its row and one for its column. */
  addition(left: (i: number) => string, right: (j: number) => string): string {
    const { tall, wide, vector } = this;
    const rights = range(wide).map((j) => `const ${vector} b${String(j)} = ${right(j)};`);
    const products = range(tall).flatMap((i) => [
      `const ${vector} a${String(i)} = ${left(i)};`,
      ...range(wide).map((j) => `${nameOf(i, j)} += a${String(i)} * b${String(j)};`),
    ]);
    return [...rights, ...products].join('\n');
  }

  /** What is done with each in the end. */
  stores(store: (sum: string, i: number, j: number) => string): string[] {
    return this.each((i, j) => store(nameOf(i, j), i, j));
  }

  private each(text: (i: number, j: number) => string): string[] {
    return range(this.tall).flatMap((i) => range(this.wide).map((j) => text(i, j)));
  }
}

function nameOf(i: number, j: number): string {
  return `c${String(i)}_${String(j)}`;
}
