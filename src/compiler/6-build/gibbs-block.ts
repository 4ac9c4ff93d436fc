import { DiagnosticError, InvariantError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Backend } from '../../backend/backend.js';
import type { SupportKind } from '../../library/index.js';
import type { Conditional } from '../4-condition/conditional.js';
import { planMessages } from '../5-assign/messages.js';
import type { ChainBlock } from './compiled.js';
import { loader, type Layout } from './state.js';

/**
 * Exact draws of an array of unknowns, all elements at once: given the rest they are independent,
 * since the log density is a sum of statistics of single elements; or, where a value is a vector,
 * made of draws that are.
 */
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
  const event = family.join ? variable.shape.at(-1)! : 1;
  const eta = new Array<number>(form.natural.length).fill(0);
  return {
    name: variable.name,
    sampler: 'gibbs',
    dimension: size,
    statistics: [],
    update(stream) {
      load();
      executable.run();
      for (let i = 0; i < size; i++) {
        executable.outputs.forEach((output, k) => {
          eta[k] = output[output.length === 1 ? 0 : i]!;
        });
        const parameters = family.parameters(eta);
        if (parameters === undefined) throw improper(variable.name, eta);
        values[offset + i] = keptInside(variable.support.kind, family.sample(stream, parameters));
      }
      for (let i = offset; family.join && i < offset + size; i += event) {
        family.join(values.subarray(i, i + event));
      }
    },
    tuning: () => null,
    restore: () => undefined,
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
