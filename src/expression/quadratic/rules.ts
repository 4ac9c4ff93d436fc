import { algebra } from '../builders.js';
import { scalarValue, underScalarBroadcast } from '../constant.js';
import { construct } from '../construct.js';
import type { Node } from '../node.js';
import { Refused } from '../statistics/form.js';
import { operationInWords } from '../statistics/words.js';
import {
  asColumn,
  dense,
  fill,
  mixedDesign,
  movedDesign,
  summedDesign,
  widened,
  type Design,
  type LinearOperation,
  type Picked,
} from './design.js';
import {
  isFree,
  linearForm,
  productForm,
  scaledForm,
  sumForms,
  widenedForm,
  type Form,
} from './form.js';

/** The form of a node from those of its inputs; throws Refused where the degree would pass 2. */
type Rule = (node: Node, inputs: readonly Form[], name: string) => Form;

const { mul, div, select, constant } = algebra;

const negated = (node: Node, input: number, form: Form) =>
  scaledForm(node, input, form, constant(-1), mul);

const moves =
  (sparse: boolean): Rule =>
  (node, [x, ...others], name) => {
    freeOnly(node, others, name);
    const operation = operationOf(node);
    return linearForm(node, 0, x!, operation, (d) => movedDesign(d, operation, sparse));
  };

const RULES: Readonly<Record<string, Rule>> = {
  add: (node, [a, b]) => sumForms(widenedForm(a!, node.shape), widenedForm(b!, node.shape)),
  sub: (node, [a, b]) => sumForms(widenedForm(a!, node.shape), negated(node, 1, b!)),
  neg: (node, [x]) => negated(node, 0, x!),
  mul: (node, [a, b], name) => {
    if (isFree(a!)) return scaledForm(node, 1, b!, a!.free, mul);
    if (isFree(b!)) return scaledForm(node, 0, a!, b!.free, mul);
    return productForm(node, a!, b!, name);
  },
  div: (node, [a, b], name) => {
    freeOnly(node, [b!], name);
    return scaledForm(node, 0, a!, b!.free, div);
  },
  square: (node, [x], name) => productForm(node, x!, x!, name),
  pow: (node, [x, exponent], name) => {
    const value = scalarValue(underScalarBroadcast(exponent!.free));
    if (isFree(exponent!) && value === 2) return productForm(node, x!, x!, name);
    throw goesThrough(node, name);
  },
  select: (node, [condition, a, b], name) => {
    freeOnly(node, [condition!], name);
    const where = condition!.free;
    const taken = (part: Node, on: Node) => select(on, part, constant(0));
    const other = (part: Node, on: Node) => select(on, constant(0), part);
    return sumForms(scaledForm(node, 1, a!, where, taken), scaledForm(node, 2, b!, where, other));
  },
  sum: (node, [x]) => {
    const operation = operationOf(node);
    const axes = node.attributes.axes as readonly number[];
    return linearForm(node, 0, x!, operation, (d) => summedDesign(d, axes, operation));
  },
  scatterAdd: (node, [x, index], name) => {
    freeOnly(node, [index!], name);
    const operation = operationOf(node);
    return linearForm(node, 0, x!, operation, (d) => mixedDesign(d, operation));
  },
  broadcast: moves(false),
  reshape: moves(false),
  transpose: moves(false),
  slice: moves(false),
  gather: moves(false),
  pick: moves(false),
  pad: moves(true),
  scatterPick: moves(true),
  concat: concatRule,
  matmul: matmulRule,
  solveSpd: solveRule,
  recurrence: recurrenceRule,
};

export function quadraticRule(node: Node, inputs: readonly Form[], name: string): Form {
  const rule = RULES[node.op];
  if (rule === undefined) throw goesThrough(node, name);
  return rule(node, inputs, name);
}

function goesThrough(node: Node, name: string): Refused {
  return new Refused(`${name} goes through ${operationInWords(node.op)}`);
}

function freeOnly(node: Node, forms: readonly Form[], name: string): void {
  if (!forms.every(isFree)) throw goesThrough(node, name);
}

/** The node's operation on another first input, with or without a further last axis. */
function operationOf(node: Node): LinearOperation {
  const { shape, op, attributes } = node;
  const others = node.inputs.slice(1);
  const again = (x: Node) => construct(op, [x, ...others], attributes, algebra);
  const wide: Readonly<Record<string, (x: Node, size: number) => Node>> = {
    broadcast: (x, size) => {
      const axes = attributes.axes as readonly number[];
      return algebra.broadcast(x, [...shape, size], [...axes, shape.length]);
    },
    reshape: (x, size) => algebra.reshape(x, [...shape, size]),
    transpose: (x, size) => algebra.broadcast(x, [...shape, size], [1, 0, 2]),
    slice: again,
    gather: again,
    pad: again,
    sum: again,
    scatterAdd: again,
  };
  const mapWide = wide[op];
  return { shape, map: again, ...(mapWide && { mapWide }) };
}

function concatRule(node: Node, parts: readonly Form[]): Form {
  const axis = node.attributes.axis as number;
  const total = node.shape[axis]!;
  let before = 0;
  const padded = parts.map((part, input) => {
    const start = before;
    before += part.shape[axis]!;
    const map = (x: Node) => algebra.pad(x, axis, start, total - start - part.shape[axis]!);
    const operation = { shape: node.shape, map, mapWide: map };
    return linearForm(node, input, part, operation, (d) => movedDesign(d, operation, true));
  });
  return padded.reduce(sumForms);
}

function matmulRule(node: Node, [a, b]: readonly Form[], name: string): Form {
  if (isFree(a!)) return leftMultiplied(node, 1, b!);
  freeOnly(node, [b!], name);
  return rightMultiplied(node, a!);
}

/** H @ X for an X that depends on the blocks. */
function leftMultiplied(node: Node, input: number, x: Form): Form {
  const { transposeA, transposeB } = node.attributes;
  const [given] = node.inputs as [Node, Node];
  const left = transposeA ? algebra.transpose(given) : given;
  const turned = (y: Node, size?: number) => (transposeB ? swapped(y, size) : y);
  const columns = node.shape[1]!;
  const operation: LinearOperation = {
    shape: node.shape,
    map: (y) => algebra.matmul(left, turned(y)),
    mapWide: (y, size) => {
      const rows = turned(y, size);
      const flat = algebra.reshape(rows, [rows.shape[0]!, columns * size]);
      return algebra.reshape(algebra.matmul(left, flat), [...node.shape, size]);
    },
  };
  const onDesign = (design: Design): Design => {
    const matrix =
      design.kind === 'picked' && columns === 1 && design.size > 1
        ? asColumn(design, left)
        : undefined;
    if (matrix === undefined) return mixedDesign(design, operation);
    const shaped = algebra.reshape(matrix, [...node.shape, design.size]);
    return dense(design as Picked, node.shape, shaped);
  };
  return linearForm(node, input, x, operation, onDesign);
}

/** A^-1 @ X for a matrix A that is free of the blocks. */
function solveRule(node: Node, [matrix, x, factor]: readonly Form[], name: string): Form {
  freeOnly(node, [matrix!, factor!], name);
  const [a] = node.inputs as [Node, Node, Node];
  const [rows, columns] = node.shape as [number, number];
  const operation: LinearOperation = {
    shape: node.shape,
    map: (y) => algebra.solveSpd(a, y),
    mapWide: (y, size) => {
      const flat = algebra.reshape(y, [rows, columns * size]);
      return algebra.reshape(algebra.solveSpd(a, flat), [...node.shape, size]);
    },
  };
  return linearForm(node, 1, x!, operation, (design) => mixedDesign(design, operation));
}

/** h[t] = a[t] h[t - 1] + b[t] for an a that is free of the blocks: linear in b. */
function recurrenceRule(node: Node, [a, b]: readonly Form[], name: string): Form {
  freeOnly(node, [a!], name);
  const [passed] = node.inputs as [Node, Node];
  const backwards = node.attributes.backwards === 1;
  const operation: LinearOperation = {
    shape: node.shape,
    map: (y) => algebra.recurrence(passed, y, backwards),
    mapWide: (y, size) => algebra.recurrence(widened(passed, node.shape, size), y, backwards),
  };
  return linearForm(node, 1, b!, operation, (design) => mixedDesign(design, operation));
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
    map: (y) => algebra.matmul(turned(y), right),
    mapWide: (y, size) => {
      const rows = algebra.reshape(swapped(turned(y, size), size), [inner, node.shape[0]! * size]);
      const product = algebra.matmul(right, rows, { transposeA: true });
      const [m, n] = node.shape as [number, number];
      return swapped(algebra.reshape(product, [n, m, size]), size);
    },
  };
  const onDesign = (design: Design): Design => {
    if (node.shape[1] !== 1 || design.kind !== 'picked') return mixedDesign(design, operation);
    const column = algebra.broadcast(algebra.reshape(right, [inner]), design.shape, [axis]);
    const coefficient = mul(fill(design.coefficient, design.shape), column);
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
