import { literalValue } from '../../expression/constant.js';
import type { ElementwiseStep, Node } from '../../expression/node.js';
import { topological } from '../../expression/traverse.js';
import { INLINE, RARE } from '../elementwise/functions.js';
import type { Variable } from '../elementwise/vector-code.js';
import type { Extent, RoutineCode } from './routine-code.js';

export interface FoldSize {
  readonly length: number;
  /** Series side by side. */
  readonly width: number;
}

/** Whether all that a step does has vector code. */
export function hasCode({ body, parameters }: ElementwiseStep): boolean {
  return topological([body]).every((node) => {
    if (node.op === 'constant') return literalValue(node) !== undefined;
    return parameters.includes(node) || INLINE.has(node.op) || RARE.has(node.op);
  });
}

/** The step written out as a name: equal for equal steps, and for no others. */
export function stepName({ body, parameters }: ElementwiseStep): string {
  const order = topological([body]);
  const place = new Map(order.map((node, i) => [node, String(i)]));
  return order
    .map((node) => {
      const parameter = parameters.indexOf(node);
      if (parameter >= 0) return `x${String(parameter)}`;
      const value = literalValue(node);
      if (value !== undefined) return numberName(value);
      return [node.op, ...node.inputs.map((input) => place.get(input)!)].join('_');
    })
    .join('__');
}

function numberName(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return `c${text.replace('-', 'm').replace('.', 'p').replace('e-', 'em').replace('e+', 'e')}`;
}

/** h[1] = start, h[t] = f(h[t - 1], x1[t], ...), as many series at a time as a vector has lanes. */
export function writeFold(code: RoutineCode, step: ElementwiseStep, size: FoldSize): void {
  const { width } = size;
  const rest = width % code.lanes;
  code.loop([0], [width - rest], code.lanes, (series) => {
    writeSeries(code, step, size, [[series, 1]], code.lanes);
  });
  if (rest > 0) writeSeries(code, step, size, [width - rest], rest);
}

function writeSeries(
  code: RoutineCode,
  step: ElementwiseStep,
  { length, width }: FoldSize,
  series: Extent,
  count: number,
): void {
  const { v } = code;
  const arrays = step.parameters.length - 1;
  const first = code.pointer(0, series);
  const later = Array.from({ length: arrays }, (_, k) => code.pointer(k + 1, [width, ...series]));
  const result = code.pointer(arrays + 1, series);
  const value = v.variable(code.load(first, 0, count));
  code.store(result, 0, value, count);
  code.loop([1], [length], 1, () => {
    code.move(result, width);
    const given = later.map((pointer) => v.keep(code.load(pointer, 0, count)));
    v.assign(value, writeStep(code, step, [value, ...given]));
    code.store(result, 0, value, count);
    for (const pointer of later) code.move(pointer, width);
  });
}

function writeStep(
  code: RoutineCode,
  { body, parameters }: ElementwiseStep,
  given: readonly Variable[],
): Variable {
  const { v } = code;
  const made = new Map<Node, Variable>(parameters.map((node, i) => [node, given[i]!]));
  for (const node of topological([body])) {
    if (made.has(node)) continue;
    const value = literalValue(node);
    const term =
      value !== undefined
        ? v.constant(value)
        : code.apply(
            node.op,
            node.inputs.map((input) => made.get(input)!),
          );
    made.set(node, v.keep(term));
  }
  return made.get(body)!;
}
