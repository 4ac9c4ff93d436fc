import { algebra } from '../builders.js';
import { underScalarBroadcast } from '../constant.js';
import { evaluate } from '../evaluate.js';
import { sizeOf, type Node, type Shape } from '../node.js';
import { inputsOf } from '../traverse.js';
import { formOf, Refused, type Form, type Term } from './form.js';
import { power, type Monomial } from './monomial.js';
import { singleTerm, type BlockFacts } from './nonlinear.js';

/** Their last input is the factor of their first, and so says nothing of its own. */
const FACTORED = new Set(['inverseSpd', 'logDetSpd', 'solveSpd']);

/** The nodes whose forms the forms of some outputs are made of. */
export function readByRules(outputs: readonly Node[]): ReadonlySet<Node> {
  const read = new Set<Node>();
  const waiting = [...outputs];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (read.has(node)) continue;
    read.add(node);
    waiting.push(...(FACTORED.has(node.op) ? node.inputs.slice(0, -1) : node.inputs));
  }
  return read;
}

/** Of c X, or of c X^-1: the elements of X^-1 / c, or of X / c. */
export function inverseForm(shape: Shape, form: Form, facts: BlockFacts, block: Shape): Form {
  const { term, scale } = oneMatrix(form, 'the inverse', facts, block);
  const monomial: Monomial = isInverse(term) ? power(1) : { kind: 'inverse' };
  const coefficient = algebra.div(algebra.constant(1), scale);
  return formOf(shape, { terms: [{ ...term, monomial, coefficient }] });
}

/** Of c X, or of c X^-1: K log(c) and the log determinant of X, or less it. */
export function logDetForm(form: Form, facts: BlockFacts, block: Shape): Form {
  const { term, scale, matrix } = oneMatrix(form, 'the log determinant', facts, block);
  const plates = block.slice(0, -2);
  const path = {
    key: `matrix ${String(matrix)}`,
    shape: [],
    sparse: false,
    apply: (x: Node) => elementAt(x, matrix, sizeOf(plates)),
  };
  const coefficient = algebra.constant(isInverse(term) ? -1 : 1);
  return formOf([], {
    free: algebra.mul(algebra.constant(block.at(-1)!), algebra.log(scale)),
    terms: [{ monomial: { kind: 'logdet' }, path, coefficient }],
  });
}

function isInverse({ monomial }: Term): boolean {
  return monomial.kind === 'inverse';
}

function elementAt(x: Node, at: number, size: number): Node {
  if (x.shape.length === 0) return x;
  const flat = algebra.reshape(x, [size]);
  return algebra.reshape(algebra.slice(flat, 0, at, at + 1), []);
}

interface OneMatrix {
  readonly term: Term;
  /** The number by which the matrix is multiplied. */
  readonly scale: Node;
  /** Which of the block's matrices it is. */
  readonly matrix: number;
}

/** The form as a number times one matrix of the block, or times its inverse. */
function oneMatrix(form: Form, what: string, facts: BlockFacts, block: Shape): OneMatrix {
  const { name } = facts;
  const term = singleTerm(form, what, facts);
  const isX = term.monomial.kind === 'power' && term.monomial.exponent === 1;
  const matrix =
    facts.covariance && (isX || isInverse(term)) ? whichMatrix(term, block) : undefined;
  if (matrix === undefined) {
    throw new Refused(`${what} of a matrix that ${name} is only part of`);
  }
  const scale = underScalarBroadcast(term.coefficient);
  if (scale.shape.length > 0) {
    throw new Refused(`${what} of ${name} times numbers that differ from element to element`);
  }
  return { term, scale, matrix };
}

/** The number of the block's matrix that a term reads whole, or transposed, which is the same. */
function whichMatrix({ path }: Term, block: Shape): number | undefined {
  const size = block.at(-1)!;
  const numbers = Float64Array.from({ length: sizeOf(block) }, (_, i) => i);
  const moved = path.apply(algebra.constant(numbers, block));
  if (moved.shape.length !== 2 || inputsOf(moved).size > 0) return undefined;
  if (moved.shape[0] !== size || moved.shape[1] !== size) return undefined;
  const places = evaluate([moved])[0]!;
  const first = places[0]!;
  if (first % (size * size) !== 0) return undefined;
  const isWhole = (strides: readonly [number, number]) =>
    places.every((place, i) => {
      const [row, column] = [Math.floor(i / size), i % size];
      return place === first + row * strides[0] + column * strides[1];
    });
  return isWhole([size, 1]) || isWhole([1, size]) ? first / (size * size) : undefined;
}
