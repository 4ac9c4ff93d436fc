import type { Backend } from '../../src/backend/backend.js';
import {
  chooseBackend,
  createBackend,
  type BackendRequest,
  type BackendSettings,
} from '../../src/backend/settings.js';
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
    { backend: 'evaluator' as const },
    ...(['mixed', 'f64', 'f32'] as const).flatMap((precision) => [
      { backend: 'wasm' as const, precision },
      { backend: 'native' as const, precision },
    ]),
  ] satisfies BackendRequest[]
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

/** Those whose own code differs: what is mixed has the code of the two others. */
export function unmixed(all: readonly Contestant[]): Contestant[] {
  return all.filter(({ precision }) => precision !== 'mixed');
}

export function contestantName({ backend, precision }: Contestant): string {
  return `${backend.name} ${precision}`;
}
