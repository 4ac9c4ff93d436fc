import type { Backend } from '../../src/backend/backend.js';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import type { ElementType } from '../../src/backend/schedule/schedule.js';
import { chooseBackend, createBackend, type BackendSettings } from '../../src/backend/settings.js';
import { renderDiagnostic } from '../../src/base/diagnostic.js';

/** A backend at one precision, as the bench names it. */
export interface Contestant {
  readonly backend: Backend;
  /** What a run takes; none yet for native code, which densities alone are measured with. */
  readonly settings?: BackendSettings;
  readonly precision: string;
}

/** Every backend and precision that can be measured. */
const CONTESTANTS: readonly Contestant[] = [
  ...(
    [{ backend: 'evaluator' }, { backend: 'wasm' }, { backend: 'wasm', precision: 'f32' }] as const
  ).map((request) => {
    const { settings } = chooseBackend(request);
    return { backend: createBackend(settings), settings, precision: settings.precision };
  }),
  native('f64'),
  native('f32'),
];

function native(precision: ElementType): Contestant {
  const { settings } = chooseBackend({ precision });
  const backend = createNativeBackend({
    ...{ precision, reproducible: false, fallback: createBackend(settings) },
    notify: (notice) => process.stderr.write(`${renderDiagnostic(notice)}\n`),
  });
  return { backend, precision };
}

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
