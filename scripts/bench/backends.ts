import type { Backend } from '../../src/backend/backend.js';
import { evaluator } from '../../src/backend/evaluator/index.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';

/** A backend at one precision, as the bench names it. */
export interface Contestant {
  readonly backend: Backend;
  readonly precision: string;
}

/** Every backend and precision that can be measured. */
const { relaxedSimd: relaxed } = enableRelaxedSimd();
const CONTESTANTS: readonly Contestant[] = [
  { backend: evaluator, precision: 'f64' },
  { backend: createWasmBackend({ precision: 'f64', relaxed }), precision: 'f64' },
  { backend: createWasmBackend({ precision: 'f32', relaxed }), precision: 'f32' },
];

/** Those of a name and a precision, or all where neither is given. Throws where there is none. */
export function contestants(name?: string, precision?: string): Contestant[] {
  const chosen = CONTESTANTS.filter(
    (each) =>
      (name === undefined || each.backend.name === name) &&
      (precision === undefined || each.precision === precision),
  );
  if (chosen.length > 0) return chosen;
  const known = CONTESTANTS.map(contestantName).join(', ');
  const asked = [name, precision].filter((part) => part !== undefined).join(' ');
  throw new RangeError(`no backend ${asked}; there are: ${known}`);
}

export function contestantName({ backend, precision }: Contestant): string {
  return `${backend.name} ${precision}`;
}
