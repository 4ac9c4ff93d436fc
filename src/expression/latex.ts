import { constantValues, isIdentity, isLiteral, underScalarBroadcast } from './constant.js';
import { atom, BINDING } from './notation.js';
import type { Node } from './node.js';
import type { Printed } from './primitive.js';
import { printWith } from './print.js';
import { symbol } from './symbol.js';

const LONGEST = 700;

type Notation = (inputs: readonly Printed[], node: Node) => Printed;

/** A sum over elements reaches as far as it can to its right. */
const SUMMATION = BINDING.sum + 0.5;

const group = (text: string) => `\\left(${text}\\right)`;
const inside = (x: Printed, binding: number) => (x.binding < binding ? group(x.text) : x.text);
const named =
  (name: string): Notation =>
  (inputs) =>
    atom(`${name}${group(inputs.map(({ text }) => text).join(', '))}`);
const operator = (name: string) => named(`\\operatorname{${name}}`);
const between =
  (sign: string, binding: number, associative = false): Notation =>
  ([a, b]) => ({
    text: `${inside(a!, binding)} ${sign} ${inside(b!, associative ? binding : binding + 1)}`,
    binding,
  });
const same: Notation = ([x]) => x!;
const raised = (x: Printed, power: string): Printed => ({
  text: `${inside(x, BINDING.power + 1)}^{${power}}`,
  binding: BINDING.power,
});
const lowered = (x: Printed, index: string) => atom(`{${inside(x, BINDING.atom)}}_{${index}}`);

function product([a, b]: readonly Printed[], node: Node): Printed {
  const isArray = (input: Node) => underScalarBroadcast(input).shape.length > 0;
  const arrays = node.inputs.every(isArray);
  const sign = arrays ? '\\odot' : /^[-\d]/.test(b!.text) ? '\\cdot' : '\\,';
  const text = `${inside(a!, BINDING.product)} ${sign} ${inside(b!, SUMMATION)}`;
  return {
    text,
    binding: Math.min(BINDING.product, b!.binding < SUMMATION ? Infinity : b!.binding),
  };
}

function matrixProduct([a, b]: readonly Printed[], node: Node): Printed {
  const turned = (x: Printed, flag: unknown) => (flag ? raised(x, '\\top') : x);
  const left = inside(turned(a!, node.attributes.transposeA), BINDING.matmul);
  const right = inside(turned(b!, node.attributes.transposeB), BINDING.matmul + 1);
  return { text: `${left} \\, ${right}`, binding: BINDING.matmul };
}

function number(value: number): Printed {
  const [digits, exponent] = String(Number(value.toPrecision(6))).split('e');
  if (exponent === undefined) {
    return { text: digits!, binding: value < 0 ? BINDING.minus : BINDING.atom };
  }
  const power = `10^{${String(Number(exponent))}}`;
  return { text: `${digits!} \\cdot ${power}`, binding: BINDING.product };
}

function constant(node: Node): Printed {
  const { name, value } = node.attributes;
  if (typeof name === 'string') return atom(symbol(name));
  if (isIdentity(node)) return atom('I');
  return typeof value === 'number' ? number(value) : atom('\\mathrm{data}');
}

function part([x]: readonly Printed[], node: Node): Printed {
  const { axis, start, end } = node.attributes as Readonly<Record<string, number>>;
  const range = end! === start! + 1 ? String(end!) : `${String(start! + 1)}:${String(end!)}`;
  return lowered(x!, `${'\\cdot, '.repeat(axis!)}${range}`);
}

function summation([x]: readonly Printed[], node: Node): Printed {
  const axes = node.attributes.axes as readonly number[];
  const over = axes.map((axis) => String(axis + 1)).join(', ');
  const limits = node.shape.length === 0 ? '' : `_{\\text{axis }${over}}`;
  return { text: `\\sum${limits} ${inside(x!, SUMMATION)}`, binding: SUMMATION };
}

function convolution(x: Printed, weights: Printed): Printed {
  const text = `${inside(x, BINDING.matmul)} * ${inside(weights, BINDING.matmul + 1)}`;
  return { text, binding: BINDING.matmul };
}

/** One entry a row of a matrix: on the diagonal, or in the column that an index names (Iverson's bracket). */
function spread(x: Printed, index: Printed, { inputs, shape }: Node): Printed {
  const [values, places] = inputs as readonly [Node, Node];
  const isDiagonal =
    places.op === 'constant' &&
    places.attributes.name === undefined &&
    places.shape[0] === shape.at(-1) &&
    constantValues(places).every((place, row) => place === row);
  const scalar = underScalarBroadcast(values);
  const matrix = isDiagonal ? 'I' : `\\left[${index.text} = \\cdot\\right]`;
  if (isLiteral(scalar, 1)) return atom(matrix);
  if (scalar.shape.length === 0) {
    return { text: `${inside(x, BINDING.product)} \\, ${matrix}`, binding: BINDING.product };
  }
  const diagonal = `\\operatorname{diag}${group(x.text)}`;
  if (isDiagonal) return atom(diagonal);
  return { text: `${diagonal} \\, ${matrix}`, binding: BINDING.matmul };
}

/** How mathematics writes each primitive. */
export const LATEX_NOTATION: Readonly<Record<string, Notation>> = {
  abs: ([x]) => atom(`\\left\\lvert ${x!.text}\\right\\rvert`),
  add: between('+', BINDING.sum, true),
  broadcast: same,
  cholesky: operator('chol'),
  concat: operator('concat'),
  constant: (_, node) => constant(node),
  convolve: ([x, weights]) => convolution(x!, weights!),
  convolveInput: ([g, weights]) => convolution(g!, raised(weights!, '\\top')),
  convolveWeights: ([x, g]) => convolution(raised(x!, '\\top'), g!),
  cos: named('\\cos'),
  digamma: named('\\psi'),
  div: ([a, b]) => ({ text: `\\frac{${a!.text}}{${b!.text}}`, binding: BINDING.minus }),
  equal: between('=', BINDING.comparison),
  erf: operator('erf'),
  exp: named('\\exp'),
  expm1: ([x]) => ({ text: `\\exp${group(x!.text)} - 1`, binding: BINDING.sum }),
  floor: ([x]) => atom(`\\left\\lfloor ${x!.text}\\right\\rfloor`),
  gather: ([x, index]) => lowered(x!, index!.text),
  input: (_, node) => atom(symbol(String(node.attributes.name))),
  inverseSpd: ([a]) => raised(a!, '-1'),
  lessEqual: between('\\le', BINDING.comparison),
  lessThan: between('<', BINDING.comparison),
  lgamma: named('\\log\\Gamma'),
  logBesselI0: named('\\log I_0'),
  logNormalCdf: named('\\log\\Phi'),
  logBetaI: named('\\log I'),
  logBetaISlopeA: named('\\partial_a\\log I'),
  logBetaISlopeB: named('\\partial_b\\log I'),
  logGammaP: named('\\log P'),
  logGammaPSlope: named('\\partial_a\\log P'),
  logGammaQ: named('\\log Q'),
  logGammaQSlope: named('\\partial_a\\log Q'),
  logSkewNormalCdf: named('\\log F_{\\text{skew}}'),
  logStudentCdf: named('\\log F_t'),
  logStudentCdfSlope: named('\\partial_\\nu\\log F_t'),
  logVonMisesMass: named('\\log F_{\\text{circle}}'),
  logVonMisesMassSlope: named('\\partial_\\kappa\\log F_{\\text{circle}}'),
  inverseMills: operator('mills'),
  besselRatio: operator('besselratio'),
  atan: named('\\arctan'),
  log: named('\\log'),
  log1p: ([x]) => atom(`\\log${group(`1 + ${inside(x!, BINDING.sum)}`)}`),
  logDetSpd: ([a]) => atom(`\\log\\det${group(a!.text)}`),
  logSumExp: operator('logsumexp'),
  matmul: matrixProduct,
  maxReduce: named('\\max'),
  maximum: named('\\max'),
  minimum: named('\\min'),
  mul: product,
  neg: ([x]) => ({
    text: `-${inside(x!, SUMMATION)}`,
    binding: Math.min(BINDING.minus, Math.max(SUMMATION, x!.binding)),
  }),
  pad: same,
  pick: ([x, index]) => lowered(x!, `\\cdot, ${index!.text}`),
  pow: ([a, b]) => raised(a!, b!.text),
  recurrence: operator('recurrence'),
  fold: operator('fold'),
  reshape: same,
  scatterAdd: ([x, index]) => atom(`\\operatorname{sum}_{${index!.text}}${group(x!.text)}`),
  scatterPick: ([x, index], node) => spread(x!, index!, node),
  select: ([condition, yes, no]) => ({
    text: `\\begin{cases} ${yes!.text} & \\text{if } ${condition!.text} \\\\ ${no!.text} & \\text{otherwise} \\end{cases}`,
    binding: BINDING.choice,
  }),
  sigmoid: operator('logistic'),
  sign: operator('sign'),
  sin: named('\\sin'),
  slice: part,
  softplus: operator('softplus'),
  solveSpd: ([a, b]) => ({
    text: `${raised(a!, '-1').text} \\, ${inside(b!, BINDING.matmul + 1)}`,
    binding: BINDING.matmul,
  }),
  sqrt: ([x]) => atom(`\\sqrt{${x!.text}}`),
  square: ([x]) => raised(x!, '2'),
  sub: between('-', BINDING.sum),
  sum: summation,
  tanh: named('\\tanh'),
  transpose: ([x]) => raised(x!, '\\top'),
  trigamma: named('\\psi_1'),
  windows: same,
};

/**
 * An expression as LaTeX, for math mode with amsmath; nodes in `names` are written as that symbol.
 * Where it would be longer than `longest` characters, the deepest parts are left out as dots.
 */
export function latex(
  node: Node,
  names: ReadonlyMap<Node, string> = new Map(),
  longest = LONGEST,
): string {
  const write: Notation = (inputs, part) => LATEX_NOTATION[part.op]!(inputs, part);
  return printWith({ write, elided: '\\ldots' }, node, names, longest);
}

export function isOne(node: Node): boolean {
  return isLiteral(underScalarBroadcast(node), 1);
}
