import { sizeOf, type Node } from '../../expression/node.js';
import { stepOf } from '../../expression/primitives/fold.js';
import { writeCholesky } from './cholesky.js';
import { hasCode, stepName, writeFold } from './fold.js';
import { writeInverse } from './inverse.js';
import { writeLogDeterminant } from './log-determinant.js';
import { writeRecurrence } from './recurrence.js';
import type { RoutineCode } from './routine-code.js';
import { writeSolve } from './solve.js';

/** A primitive on whole arrays that every target writes code for. */
export interface Routine {
  /** Tells it from other routines of a program. */
  readonly name: string;
  /** Positions of the inputs that are its parameters; the output is the last one. */
  readonly reads: readonly number[];
  write(code: RoutineCode): void;
}

/** Undefined: JavaScript computes the primitive. */
export function routineOf(node: Node): Routine | undefined {
  const { op, inputs, shape } = node;
  const n = (op === 'fold' ? shape : inputs[0]?.shape)?.[0] ?? 0;
  const name = (...sizes: readonly number[]) => [op, ...sizes].join('_');
  switch (op) {
    case 'cholesky':
      return { name: name(n), reads: [0], write: (code) => void writeCholesky(code, n) };
    case 'inverseSpd':
      return { name: name(n), reads: [1], write: (code) => void writeInverse(code, n) };
    case 'logDetSpd':
      return { name: name(n), reads: [1], write: (code) => void writeLogDeterminant(code, n) };
    case 'solveSpd': {
      const columns = sizeOf(shape) / n;
      const write = (code: RoutineCode) => void writeSolve(code, n, columns);
      return { name: name(n, columns), reads: [1, 2], write };
    }
    case 'recurrence': {
      const backwards = node.attributes.backwards === 1;
      const size = { length: n, width: sizeOf(shape) / n, backwards };
      const write = (code: RoutineCode) => {
        writeRecurrence(code, size);
      };
      return { name: name(n, size.width, Number(backwards)), reads: [0, 1], write };
    }
    case 'fold': {
      const step = stepOf(node);
      if (!hasCode(step)) return undefined;
      const size = { length: n, width: sizeOf(shape) / n };
      const write = (code: RoutineCode) => {
        writeFold(code, step, size);
      };
      return {
        name: `${name(n, size.width)}_${stepName(step)}`,
        reads: inputs.map((_, input) => input),
        write,
      };
    }
    default:
      return undefined;
  }
}
