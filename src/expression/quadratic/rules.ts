import { algebra } from '../builders.js';
import { scalarValue, underScalarBroadcast } from '../constant.js';
import { construct } from '../construct.js';
import type { Node } from '../node.js';
import { Refused } from '../statistics/form.js';
import { operationInWords } from '../statistics/words.js';
import { mixedDesign, movedDesign, summedDesign, widened, type LinearOperation } from './design.js';
import {
  isFree,
  linearForm,
  productForm,
  scaledForm,
  sumForms,
  widenedForm,
  type Form,
} from './form.js';
import { matmulForm, solveForm } from './matrix-rules.js';
import { repeatedProduct } from './repetition.js';

/** The form of a node from those of its inputs; throws Refused where the degree would pass 2. */
type Rule = (node: Node, inputs: readonly Form[], name: string) => Form;

const { div, select, constant } = algebra;

const negated = (node: Node, input: number, form: Form) =>
  scaledForm(node, input, form, constant(-1), repeatedProduct);

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
    if (isFree(a!)) return scaledForm(node, 1, b!, a!.free, repeatedProduct);
    if (isFree(b!)) return scaledForm(node, 0, a!, b!.free, repeatedProduct);
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
  matmul: (node, [a, b], name) => {
    if (!isFree(a!)) freeOnly(node, [b!], name);
    return matmulForm(node, a!, b!);
  },
  solveSpd: (node, [matrix, x, factor], name) => {
    freeOnly(node, [matrix!, factor!], name);
    return solveForm(node, x!);
  },
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
