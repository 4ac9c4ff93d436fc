import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { ENGINE_MESSAGES } from '../messages.js';

/** What was thrown in a chain, as diagnostics: plain data, which cross from thread to thread. */
export function chainFailure(
  thrown: unknown,
  chain: number,
  directory: string,
): readonly Diagnostic[] {
  if (thrown instanceof DiagnosticError) return thrown.diagnostics;
  const reason = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0]!;
  return [diagnostic(ENGINE_MESSAGES.chainFailed, { chain, reason, directory })];
}

/** Chains tend to fail of one cause: it is told once. */
export function failureOf(found: readonly Diagnostic[]): DiagnosticError {
  const told = new Map(found.map((d) => [JSON.stringify([d.code, d.what, d.place, d.span]), d]));
  return new DiagnosticError([...told.values()]);
}
