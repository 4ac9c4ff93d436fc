import { algebra } from '../builders.js';
import { construct } from '../construct.js';
import { scalarValue, underScalarBroadcast } from '../constant.js';
import type { Node, Shape } from '../node.js';
import { isFree, productForm, Refused, scaledForm, sumForm, type Form } from './form.js';
import { inverseForm, logDetForm } from './matrices.js';
import { absForm, logForm, logSumExpForm, powerForm, type BlockFacts } from './nonlinear.js';
import {
  mapKey,
  mixedForm,
  movedForm,
  onFirstInput,
  paddedForm,
  type Placeholder,
} from './structural.js';
import { operationInWords } from './words.js';

export interface Context extends BlockFacts {
  readonly placeholder: Placeholder;
  readonly shape: Shape;
  /** Tells nodes apart. */
  number(node: Node): number;
}

/** The form of a node from the forms of its inputs; throws Refused where it has none. */
type Rule = (node: Node, inputs: readonly Form[], context: Context) => Form;

const negated = (form: Form) => scaledForm(form.shape, form, algebra.neg);

const moves: Rule = (node, [x, ...others], context) => {
  freeOnly(node, others, context);
  return movedForm(
    x!,
    node,
    onFirstInput(node),
    mapKey(node, (other) => context.number(other)),
  );
};

const pads: Rule = (node, [x, ...others], context) => {
  freeOnly(node, others, context);
  return paddedForm(
    x!,
    node,
    onFirstInput(node),
    mapKey(node, (other) => context.number(other)),
  );
};

const mixes =
  (through: string): Rule =>
  (node, [x, ...others], context) => {
    freeOnly(node, others, context);
    return mixedForm(x!, node, onFirstInput(node), through, context.placeholder);
  };

const RULES: Readonly<Record<string, Rule>> = {
  add: (node, [a, b]) => sumForm(node.shape, a!, b!),
  sub: (node, [a, b]) => sumForm(node.shape, a!, negated(b!)),
  neg: (_, [x]) => negated(x!),
  mul: (node, [a, b], { name }) => productForm(node.shape, a!, b!, name),
  div: (node, [a, b], context) =>
    isFree(b!)
      ? scaledForm(node.shape, a!, (part) => algebra.div(part, b!.free))
      : productForm(node.shape, a!, powerForm(b!.shape, b!, -1, context), context.name),
  square: (node, [x], context) => powerForm(node.shape, x!, 2, context),
  sqrt: (node, [x], context) => powerForm(node.shape, x!, 0.5, context),
  pow: powerRule,
  log: (node, [x], context) => logForm(node.shape, x!, context),
  log1p: (node, [x], context) =>
    logForm(node.shape, { ...x!, free: algebra.add(x!.free, algebra.constant(1)) }, context),
  abs: (node, [x], context) => absForm(node.shape, x!, context),
  logSumExp(node, [x], context) {
    const form = logSumExpForm(node.shape, x!, context, context.shape);
    if (form === undefined) throw goesThrough(node, context);
    return form;
  },
  select: selectRule,
  sum: (node, [x], context) => {
    const { shape } = node.inputs[0]!;
    const axes = node.attributes.axes as readonly number[];
    if (axes.some((axis) => shape[axis] !== 1)) return mixes('a sum')(node, [x!], context);
    const map = (part: Node) => algebra.reshape(part, node.shape);
    return movedForm(x!, node, map, `reshape(${node.shape.join()})`);
  },
  broadcast: moves,
  reshape: moves,
  transpose: moves,
  slice: moves,
  gather: moves,
  pick: moves,
  pad: pads,
  scatterPick: pads,
  concat: concatRule,
  scatterAdd: mixes('a sum'),
  matmul: matmulRule,
  inverseSpd: (node, [x], context) => inverseForm(node.shape, x!, context, context.shape),
  logDetSpd: (_, [x], context) => logDetForm(x!, context, context.shape),
  solveSpd: solveRule,
};

export function formRule(node: Node, inputs: readonly Form[], context: Context): Form {
  const rule = RULES[node.op];
  if (rule === undefined) throw goesThrough(node, context);
  return rule(node, inputs, context);
}

function goesThrough(node: Node, { name }: Context): Refused {
  return new Refused(`${name} goes through ${operationInWords(node.op)}`);
}

function freeOnly(node: Node, forms: readonly Form[], context: Context): void {
  if (!forms.every(isFree)) throw goesThrough(node, context);
}

function powerRule(node: Node, [base, exponent]: readonly Form[], context: Context): Form {
  if (!isFree(exponent!)) throw new Refused(`${context.name} is an exponent`);
  const value = scalarValue(underScalarBroadcast(exponent!.free));
  if (value === undefined) {
    throw new Refused(`${context.name} is raised to a power that is not a constant number`);
  }
  return powerForm(node.shape, base!, value, context);
}

/** Where the condition is free, a choice is a sum of two parts with zeros where not taken. */
function selectRule(node: Node, [condition, a, b]: readonly Form[], context: Context): Form {
  freeOnly(node, [condition!], context);
  const zero = algebra.constant(0);
  const chosen = condition!.free;
  const taken = scaledForm(node.shape, a!, (part) => algebra.select(chosen, part, zero));
  const other = scaledForm(node.shape, b!, (part) => algebra.select(chosen, zero, part));
  return sumForm(node.shape, taken, other);
}

function concatRule(node: Node, parts: readonly Form[]): Form {
  const axis = node.attributes.axis as number;
  const total = node.shape[axis]!;
  let before = 0;
  const padded = parts.map((part) => {
    const start = before;
    before += part.shape[axis]!;
    const after = total - before;
    const map = (x: Node) => algebra.pad(x, axis, start, after);
    const key = `pad(${[axis, start, after].join(';')})`;
    return paddedForm(part, node, map, key);
  });
  return padded.reduce((sum, part) => sumForm(node.shape, sum, part));
}

function matmulRule(node: Node, [a, b]: readonly Form[], context: Context): Form {
  const through = 'a matrix product';
  if (isFree(b!)) return mixes(through)(node, [a!, b!], context);
  freeOnly(node, [a!], context);
  const left = node.inputs[0]!;
  const map = (x: Node) => construct('matmul', [left, x], node.attributes, algebra);
  return mixedForm(b!, node, map, through, context.placeholder);
}

/** A^-1 B, by the elements of A^-1. */
function solveRule(node: Node, [a, b]: readonly Form[], context: Context): Form {
  const [matrix, right] = node.inputs;
  freeOnly(node, [b!], context);
  const inverse = inverseForm(matrix!.shape, a!, context, context.shape);
  const map = (x: Node) => algebra.matmul(x, right!);
  return mixedForm(inverse, node, map, 'a matrix product', context.placeholder);
}
