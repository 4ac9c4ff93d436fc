import { algebra } from '../builders.js';
import { constantValues } from '../constant.js';
import type { Node, Shape } from '../node.js';
import {
  asColumn,
  dense,
  fill,
  isIdentity,
  keptDesign,
  mixedDesign,
  movedDesign,
  summedDesign,
  type Design,
  type LinearOperation,
  type Picked,
} from './design.js';
import { isFree, linearForm, type Form } from './form.js';
import { alikeAlong, firstColumn, ofColumns, ofRows, repeatedProduct } from './repetition.js';

/** A @ B where one of them is free of the blocks. */
export function matmulForm(node: Node, a: Form, b: Form): Form {
  return isFree(a) ? leftMultiplied(node, 1, b) : rightMultiplied(node, a);
}

/** H @ X for an X that depends on the blocks. */
function leftMultiplied(node: Node, input: number, x: Form): Form {
  const { transposeA, transposeB } = node.attributes;
  const [given] = node.inputs as [Node, Node];
  const left = transposeA ? algebra.transpose(given) : given;
  const onColumns = (y: Node) => algebra.matmul(left, y);
  const onUnknown = (design: Picked) => asColumn(design, left);
  const turn = transposeB ? transposition(x.shape) : undefined;
  return columnsForm(node, input, x, { onColumns, onUnknown, turn });
}

/** A^-1 @ X for a matrix A that is free of the blocks. */
export function solveForm(node: Node, x: Form): Form {
  const [a] = node.inputs as [Node, Node, Node];
  const onUnknown = ({ index, size, coefficient }: Picked) =>
    isIdentity(index, size) && coefficient.shape.length === 0 ? algebra.inverseSpd(a) : undefined;
  return columnsForm(node, 1, x, { onColumns: (y) => algebra.solveSpd(a, y), onUnknown });
}

/** A linear map of each column of a matrix. */
interface OfColumns {
  readonly onColumns: (columns: Node) => Node;
  /** Of a column that is all of a block. */
  readonly onUnknown?: (design: Picked) => Node | undefined;
  /** Before it, where the columns are rows. */
  readonly turn?: LinearOperation | undefined;
}

function columnsForm(node: Node, input: number, x: Form, of: OfColumns): Form {
  const { onColumns, onUnknown, turn } = of;
  const operation = (shape: Shape): LinearOperation => ({
    shape,
    map: (y) => ofColumns(y, onColumns),
    mapWide: (y, size) => {
      const flat = algebra.reshape(y, [y.shape[0]!, shape[1]! * size]);
      return algebra.reshape(onColumns(flat), [...shape, size]);
    },
  });
  const [rows] = node.shape as [number, number];
  const oneColumn = (design: Design): Design => {
    const matrix = isWhole(design) ? onUnknown?.(design) : undefined;
    if (matrix === undefined) return mixedDesign(design, operation([rows, 1]));
    return dense(design as Picked, [rows, 1], algebra.reshape(matrix, [rows, 1, design.size]));
  };
  const onDesign = (given: Design): Design => {
    const design = turn ? movedDesign(given, turn, false) : given;
    const kept = keptDesign(design, [0], operation(node.shape), [1]);
    if (kept !== undefined) return kept;
    if (node.shape[1] === 1) return oneColumn(design);
    const column = columnDesign(design);
    if (column === undefined) return mixedDesign(design, operation(node.shape));
    return movedDesign(oneColumn(column), repetition(node.shape), false);
  };
  const map = (y: Node) => onColumns(turn ? turn.map(y) : y);
  return linearForm(node, input, x, { shape: node.shape, map }, onDesign);
}

function transposition([rows, columns]: Shape): LinearOperation {
  const shape = [columns!, rows!];
  return { shape, map: algebra.transpose, mapWide: (y, size) => swapped(y, size) };
}

/** One column for each of many. */
function repetition(shape: Shape): LinearOperation {
  const repeat = (y: Node, more: Shape) =>
    algebra.broadcast(
      algebra.reshape(y, [shape[0]!, ...more]),
      [...shape, ...more],
      [0, ...more.map((_, i) => 2 + i)],
    );
  return { shape, map: (y) => repeat(y, []), mapWide: (y, size) => repeat(y, [size]) };
}

/** The first of columns that are all the same. */
function columnDesign(design: Design): Picked | undefined {
  if (design.kind === 'dense' || design.size === 1 || design.index.op !== 'constant')
    return undefined;
  const { shape, coefficient } = design;
  const places = alikeAlong(constantValues(design.index), shape, [1]);
  const first = coefficient.shape.length === 0 ? coefficient : firstColumn(coefficient);
  if (places === undefined || first === undefined) return undefined;
  const column = [shape[0]!, 1];
  return { ...design, shape: column, index: algebra.constant(places, column), coefficient: first };
}

function isWhole(design: Design): design is Picked {
  return design.kind === 'picked' && design.size > 1;
}

/** X @ H, one column of H at a time as a weighted sum over the inner axis where it has but one. */
function rightMultiplied(node: Node, x: Form): Form {
  const { transposeA, transposeB } = node.attributes;
  const given = node.inputs[1]!;
  const right = transposeB ? algebra.transpose(given) : given;
  const axis = transposeA ? 0 : 1;
  const turned = (y: Node, size?: number) => (transposeA ? swapped(y, size) : y);
  const inner = right.shape[0]!;
  const operation: LinearOperation = {
    shape: node.shape,
    map: (y) => ofRows(turned(y), (rows) => algebra.matmul(rows, right)),
    mapWide: (y, size) => {
      const rows = algebra.reshape(swapped(turned(y, size), size), [inner, node.shape[0]! * size]);
      const product = algebra.matmul(right, rows, { transposeA: true });
      const [m, n] = node.shape as [number, number];
      return swapped(algebra.reshape(product, [n, m, size]), size);
    },
  };
  const onDesign = (design: Design): Design => {
    const alike = design.size > 1 && keptDesign(design, [axis], operation, [0]);
    if (alike) return alike;
    if (node.shape[1] !== 1 || design.kind !== 'picked') return mixedDesign(design, operation);
    const column = algebra.broadcast(algebra.reshape(right, [inner]), design.shape, [axis]);
    const coefficient = repeatedProduct(fill(design.coefficient, design.shape), column);
    const weighted = { ...design, coefficient };
    const kept = design.shape.filter((_, other) => other !== axis);
    const sum = { shape: kept, map: (y: Node) => algebra.sum(y, [axis]) };
    const summed = summedDesign(weighted, [axis], { ...sum, mapWide: sum.map });
    const reshaped: LinearOperation = {
      shape: node.shape,
      map: (y) => algebra.reshape(y, node.shape),
      mapWide: (y, size) => algebra.reshape(y, [...node.shape, size]),
    };
    return movedDesign(summed, reshaped, false);
  };
  return linearForm(node, 0, x, operation, onDesign);
}

/** The first two axes exchanged. */
function swapped(x: Node, size?: number): Node {
  if (size === undefined) return algebra.transpose(x);
  const [rows, columns] = x.shape as [number, number, number];
  return algebra.broadcast(x, [columns, rows, size], [1, 0, 2]);
}
