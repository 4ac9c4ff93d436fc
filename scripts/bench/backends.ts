import type { Backend } from '../../src/backend/backend.js';
import { chooseBackend, createBackend, type BackendSettings } from '../../src/backend/settings.js';
import { renderDiagnostic, type Diagnostic } from '../../src/base/diagnostic.js';

/** A backend at one precision, as the bench names it. */
export interface Contestant {
  readonly backend: Backend;
  readonly settings: BackendSettings;
  readonly precision: string;
}

/** Every backend and precision that can be measured. */
const CONTESTANTS: readonly Contestant[] = (
  [
    { backend: 'evaluator' },
    { backend: 'wasm' },
    { backend: 'wasm', precision: 'f32' },
    { backend: 'native' },
    { backend: 'native', precision: 'f32' },
  ] as const
).map((request) => {
  const { settings } = chooseBackend(request);
  const notify = (notice: Diagnostic) => process.stderr.write(`${renderDiagnostic(notice)}\n`);
  return { backend: createBackend(settings, { notify }), settings, precision: settings.precision };
});

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
