import { DiagnosticError } from './base/diagnostic.js';
import { diagnostic } from './base/message.js';
import { CLI_MESSAGES } from './cli/messages.js';
import { createEvaluator } from './backend/evaluator/index.js';
import { activationsOf } from './compiler/compile.js';
import { openRun } from './engine/index.js';
import type { Curve } from './report/curve.js';

/** An activation as a run has learned it: its output over its input. */
export interface LearnedActivation {
  /** What the names of its parameters begin with: `f.act`, `f.hidden.activation`. */
  readonly name: string;
  /** Name of its declaration. */
  readonly family: string;
  /** Units or channels with parameters of their own; 1 where they share them. */
  readonly copies: number;
  readonly x: readonly number[];
  /** Mean and 5 % and 95 % quantiles over draws, and over copies if there are several. */
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** As the shapes of the standard library are drawn. */
const [REACH, STEPS] = [4, 160];
/** Curves of one activation that are looked at, spread evenly over draws and copies. */
const MOST_CURVES = 4000;

/** The activations of a run that have parameters to learn, in the order of the model. */
export async function activations(directory: string): Promise<LearnedActivation[]> {
  const { source, dataset, manifest, draws } = await Promise.resolve(openRun(directory));
  const x = Array.from({ length: STEPS + 1 }, (_, i) => (2 * REACH * i) / STEPS - REACH);
  const found = activationsOf(source, dataset, manifest.settings, x);
  if (found.length === 0) {
    throw new DiagnosticError([diagnostic(CLI_MESSAGES.noActivations, { model: source.name })]);
  }
  const { inputs, outputs, run } = createEvaluator({ tiled: false, precision: 'f64' }).compile(
    found.map(({ values }) => values),
  );
  const views = [...inputs].map(([name, view]) => ({
    view,
    at: manifest.quantities.find((quantity) => quantity.name === name)!.offset,
  }));
  const curves = outputs.map(({ length }) => new Curves(x.length, length / x.length));
  const { chains, width, draws: count } = draws();
  const all = count * chains.length;
  chains.forEach((values, chain) => {
    for (let draw = 0; draw < count; draw++) {
      for (const { view, at } of views) {
        const start = draw * width + at;
        view.set(values.subarray(start, start + view.length));
      }
      run();
      curves.forEach((each, k) => {
        each.add(outputs[k]!, chain * count + draw, all);
      });
    }
  });
  return found.map(({ name, family }, k) => ({ name, family, x, ...curves[k]!.summary() }));
}

/** Some of the curves of an activation, as many at each draw as there are copies. */
class Curves {
  private readonly kept: number[][];

  constructor(
    points: number,
    private readonly copies: number,
  ) {
    this.kept = Array.from({ length: points }, () => []);
  }

  add(values: Float64Array, draw: number, draws: number): void {
    const { copies, kept } = this;
    const step = Math.max(1, Math.ceil((draws * copies) / MOST_CURVES));
    for (let copy = 0; copy < copies; copy++) {
      if ((draw * copies + copy) % step !== 0) continue;
      kept.forEach((list, point) => list.push(values[point * copies + copy]!));
    }
  }

  summary(): Pick<LearnedActivation, 'copies' | 'mean' | 'low' | 'high'> {
    const ordered = this.kept.map((list) => list.toSorted((a, b) => a - b));
    const at = (share: number) =>
      ordered.map((list) => list[Math.floor(share * (list.length - 1))]!);
    const mean = this.kept.map((list) => list.reduce((sum, y) => sum + y, 0) / list.length);
    return { copies: this.copies, mean, low: at(0.05), high: at(0.95) };
  }
}

/** A learned activation as a curve to draw: `curveSvg` and `curveText` do. */
export function activationCurve({
  name,
  family,
  copies,
  x,
  mean,
  low,
  high,
}: LearnedActivation): Curve {
  const over = copies === 1 ? 'draws' : `draws of ${String(copies)} of them`;
  return {
    title: `${name}: ${family}`,
    note: `the mean and 90 % of all ${over}`,
    ...{ across: 'input', up: 'output', x, y: mean, band: { low, high }, logarithmic: false },
  };
}
