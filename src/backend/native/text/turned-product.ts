import type { ElementType, Product } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { range } from './blocks.js';
import { broadcastProductText } from './broadcast-product.js';
import { panelOf, type KernelSetting } from './panel.js';
import { sumText } from './positions.js';
import { lanesOf, SUFFIX, VECTOR } from './vector-types.js';

/** Columns that are turned at a stretch, to stay in the first cache. */
const WIDEST = 128;

/**
 * output += left @ right over the rows of a tile, which lie along the lanes of both: the narrower is turned in registers
 * first, so that sums lie along the lanes and none runs across them.
 */
export function turnedProductText(product: Product, setting: KernelSetting): string {
  const { columns } = product;
  if (leftIsNarrower(product, setting)) return turnedLeftText(product, setting);
  const texts: string[] = [];
  for (let start = 0; start < columns; start += WIDEST) {
    texts.push(stretchText(product, start, Math.min(WIDEST, columns - start), setting));
  }
  return texts.join('\n');
}

/** Counts the multiplications of whole vectors and what turning takes, about twice its loads and stores. */
function leftIsNarrower(
  { rows, inner, columns }: Product,
  { target, type }: KernelSetting,
): boolean {
  if (rows > WIDEST) return false;
  const lanes = lanesOf(type, target);
  const [down, across] = [rows, columns].map((extent) => Math.ceil(extent / lanes)) as [
    number,
    number,
  ];
  const turning = (vectors: number, length: number) =>
    5 * vectors * Math.ceil(length / lanes) * lanes;
  const turnsLeft = down * columns * inner + turning(down, inner) + turning(down, columns);
  return turnsLeft < across * rows * inner + turning(across, inner);
}

/** The product has its sums along the rows of the output, and is turned back into it. */
function turnedLeftText(
  { left, right, output, rows, inner, columns }: Product,
  setting: KernelSetting,
): string {
  const { target, type } = setting;
  const lanes = lanesOf(type, target);
  const width = Math.ceil(rows / lanes) * lanes;
  const from = panelOf(left, left.row, left.column);
  const rest = { start: '0', type, major: width, minor: 1, padded: true };
  const product = broadcastProductText(
    {
      vectors: { ...rest, base: 'T' },
      factors: panelOf(right, right.row, right.column),
      output: { ...rest, base: 'U' },
      ...{ length: width, inner, count: columns },
    },
    { ...setting, accumulates: false },
  );
  const to = panelOf(output, output.row, output.column);
  const [element, x] = type === 'f64' ? ['double', 'd'] : ['float', 's'];
  const size = (extent: number) => `[${String(extent * width)}] __attribute__((aligned(64)))`;
  const back = [`U, ${String(width)}`, `${to.base} + ${to.start}`, output.row, rows, columns];
  return `{ ${element} T${size(inner)}, U${size(Math.ceil(columns / lanes) * lanes)};
turn_${x}(${from.base} + ${from.start}, ${[left.row, 'T', width, inner, rows].join(', ')});
${product}
join_${x}(${back.join(', ')});
}`;
}

function stretchText(
  { left, right, output, rows, inner }: Product,
  first: number,
  count: number,
  setting: KernelSetting,
): string {
  const { target, type } = setting;
  const lanes = lanesOf(type, target);
  const width = Math.ceil(count / lanes) * lanes;
  const shifted = (matrix: typeof right) => {
    const panel = panelOf(matrix, matrix.row, matrix.column);
    return { ...panel, start: sumText([panel.start, first * matrix.column]) };
  };
  const from = shifted(right);
  const turned = { base: 'T', start: '0', type, major: width, minor: 1, padded: true };
  const product = broadcastProductText(
    {
      vectors: turned,
      factors: panelOf(left, left.column, left.row),
      output: shifted(output),
      ...{ length: count, inner, count: rows },
    },
    setting,
  );
  const element = type === 'f64' ? 'double' : 'float';
  const size = String(inner * width);
  const sizes = [right.column, width, inner, count].map(String);
  return `{ ${element} T[${size}] __attribute__((aligned(64)));
turn_${SUFFIX[type]}(${from.base} + ${from.start}, ${sizes[0]!}, T, ${sizes.slice(1).join(', ')});
${product}
}`;
}

/**
 * Functions that turn a matrix of `columns` columns, `stride` apart and each of `rows` elements, into rows `width` apart,
 * zeros behind the last column of a vector: those that a program uses.
 */
export function turningFunctions(program: string, target: Target): string {
  const texts = (['f64', 'f32'] as const).flatMap((type) => [
    program.includes(`turn_${SUFFIX[type]}(`) ? turningFunction(type, target) : '',
    program.includes(`join_${SUFFIX[type]}(`) ? joiningFunction(type, target) : '',
  ]);
  return texts.join('\n');
}

/** Turns likewise, and adds to doubles that hold no more than they should. */
function joiningFunction(type: ElementType, target: Target): string {
  const lanes = lanesOf(type, target);
  const [v, x] = [VECTOR[type], SUFFIX[type]];
  const [element, n] = [type === 'f64' ? 'double' : 'float', String(lanes)];
  const loads = range(lanes).map(
    (a) => `${v} a0_${String(a)} = ld_${x}${x}(from + (j + ${String(a)}) * stride + i);`,
  );
  const wide = type === 'f64' ? (sum: string) => sum : (sum: string) => `pair(${sum})`;
  const [p, joined] = type === 'f64' ? ['d', 'x + y'] : ['p', 'plus(x, y)'];
  const stores = range(lanes).map((b) => {
    const sum = `a${String(Math.log2(lanes))}_${String(b)}`;
    return `if (i + ${String(b)} < rows) join_row_${x}(to + (i + ${String(b)}) * width + j, ${wide(sum)}, columns - j);`;
  });
  const vector = type === 'f64' ? 'D' : 'P';
  return `INLINE void join_row_${x}(double *to, ${vector} x, int n) {
if (n >= ${n}) { ${vector} y = ld_${p}d(to); st_${p}d(to, ${joined}); return; }
double last[${n}] __attribute__((aligned(64)));
st_${p}d(last, x);
for (int k = 0; k < n; k++) to[k] += last[k];
}
APART void join_${x}(const ${element} *from, long stride, double *to, long width, int rows, int columns) {
for (long j = 0; j < columns; j += ${n}) for (long i = 0; i < rows; i += ${n}) {
${[...loads, ...interleavings(lanes, v), ...stores].join('\n')}
} }`;
}

function turningFunction(type: ElementType, target: Target): string {
  const lanes = lanesOf(type, target);
  const [v, x] = [VECTOR[type], SUFFIX[type]];
  const element = type === 'f64' ? 'double' : 'float';
  const n = String(lanes);
  const loads = range(lanes).map((a) => {
    const at = `from + ${sumText([`(j + ${String(a)}) * stride`, 'i'])}`;
    const load = `all ? ld_${x}${x}(${at}) : ldn_${x}${x}(${at}, rows - i)`;
    return `${v} a0_${String(a)} = j + ${String(a)} < columns ? (${load}) : (${v}){0};`;
  });
  const stores = range(lanes).map((b) => {
    const at = `to + (i + ${String(b)}) * width + j`;
    return `if (all || i + ${String(b)} < rows) st_${x}${x}(${at}, a${String(Math.log2(lanes))}_${String(b)});`;
  });
  return `APART void turn_${x}(const ${element} *from, long stride, ${element} *to, long width, int rows, int columns) {
for (long j = 0; j < columns; j += ${n}) for (long i = 0; i < rows; i += ${n}) {
const int all = i + ${n} <= rows;
${[...loads, ...interleavings(lanes, v), ...stores].join('\n')}
} }`;
}

/** A square of vectors turned by log2(lanes) perfect shuffles of vectors half the square apart. */
function interleavings(lanes: number, vector: string): string[] {
  const half = lanes / 2;
  const mask = (from: number) =>
    range(half)
      .flatMap((k) => [from + k, lanes + from + k])
      .join(', ');
  const texts: string[] = [];
  for (let round = 0; 2 ** round < lanes; round++) {
    for (const k of range(half)) {
      const [a, b] = [k, k + half].map((i) => `a${String(round)}_${String(i)}`) as [string, string];
      const to = (i: number) => `${vector} a${String(round + 1)}_${String(i)}`;
      texts.push(`${to(2 * k)} = __builtin_shufflevector(${a}, ${b}, ${mask(0)});`);
      texts.push(`${to(2 * k + 1)} = __builtin_shufflevector(${a}, ${b}, ${mask(half)});`);
    }
  }
  return texts;
}
