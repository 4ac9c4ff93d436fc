import { DiagnosticError, InvariantError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { Backend } from '../../backend/backend.js';
import { sizeOf } from '../../expression/index.js';
import type { ElementFamily, MatrixFamily, SupportKind } from '../../library/index.js';
import type { Variable } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { planMessages } from '../5-assign/messages.js';
import type { ChainBlock } from './compiled.js';
import { loader, spread, type Layout } from './state.js';

/** Draws an array of unknowns, into `out`, from natural parameters, of which one number may stand for all. */
type Draw = (stream: RandomStream, natural: readonly Float64Array[], out: Float64Array) => void;

/** Exact draws of an array of unknowns, all at once: given the rest they are independent. */
export function gibbsBlock(
  { form, variable }: Conditional,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  if (form.kind !== 'exponential') throw new InvariantError(`${variable.name} has no closed form`);
  const { family } = form;
  const executable = backend.compile(form.natural);
  const load = loader(executable, layout, values);
  const { offset, size } = layout.places.get(variable.name)!;
  const draw =
    family.of === 'matrices' ? matrixDraw(family, variable) : elementDraw(family, variable);
  const own = values.subarray(offset, offset + size);
  return {
    name: variable.name,
    sampler: 'gibbs',
    dimension: size,
    statistics: [],
    update(stream) {
      load();
      executable.run();
      draw(stream, executable.outputs, own);
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/**
 * Elements are independent, since the log density is a sum of statistics of single elements; or, where a value
 * is a vector, it is made of draws that are.
 */
function elementDraw(family: ElementFamily, { name, shape, support }: Variable): Draw {
  const event = family.join ? shape.at(-1)! : 1;
  const eta: number[] = [];
  return (stream, natural, out) => {
    for (let i = 0; i < out.length; i++) {
      natural.forEach((output, k) => {
        eta[k] = output[output.length === 1 ? 0 : i]!;
      });
      const parameters = family.parameters(eta);
      if (parameters === undefined) throw improper(name, eta);
      out[i] = keptInside(support.kind, family.sample(stream, parameters));
    }
    for (let i = 0; family.join && i < out.length; i += event) {
      family.join(out.subarray(i, i + event));
    }
  };
}

/** Matrices of the last two axes, one after the other. */
function matrixDraw(family: MatrixFamily, { name, shape }: Variable): Draw {
  const size = shape.at(-1)!;
  const linear = new Float64Array(sizeOf(shape));
  return (stream, [logs, matrices], out) => {
    spread(matrices!, linear);
    for (let i = 0; i < out.length; i += size * size) {
      const log = logs![logs!.length === 1 ? 0 : i / (size * size)]!;
      const own = linear.subarray(i, i + size * size);
      const parameters = family.parameters(log, own, size);
      if (parameters === undefined) throw improper(name, [log, ...own]);
      family.sample(stream, parameters, size, out.subarray(i, i + size * size));
    }
  };
}

const SMALLEST = 1e-300;
const LARGEST = 1e300;
const BELOW_ONE = 1 - Number.EPSILON / 2;

/**
 * A draw that rounds to an end of its support, as a gamma of a tiny shape does to 0, is put just
 * inside: at the end itself other blocks would find no density.
 */
function keptInside(kind: SupportKind, draw: number): number {
  if (kind === 'positive') return Math.min(Math.max(draw, SMALLEST), LARGEST);
  return kind === 'unit' ? Math.min(Math.max(draw, SMALLEST), BELOW_ONE) : draw;
}

function improper(name: string, eta: readonly number[]): DiagnosticError {
  const natural = eta.map((value) => value.toPrecision(4)).join(', ');
  return new DiagnosticError([diagnostic(planMessages.improperConditional, { name, natural })]);
}
