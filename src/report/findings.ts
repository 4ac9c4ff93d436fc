import type { Diagnosis, Finding } from '../diagnostics/index.js';
import { wrap, type Paint } from './paint.js';

const INDENT = 9;

/** Each finding in words: what, why it matters, what to do. */
export function renderFindings(
  findings: readonly Finding[],
  paint: Paint,
  width: number,
): readonly string[] {
  return findings.map((finding) => {
    const { label, painted } = labelOf(finding, paint);
    const lines = [finding.what, `why: ${finding.why}`, `instead: ${finding.instead}`];
    const [what, ...rest] = lines.map((line) => wrap(line, width, INDENT));
    const margin = ' '.repeat(INDENT);
    return [
      `${painted(label)}${' '.repeat(INDENT - label.length)}${paint.bold(what!)}`,
      ...rest.map((line) => `${margin}${line}`),
    ].join('\n');
  });
}

function labelOf({ severity }: Finding, paint: Paint) {
  if (severity === 'failure') return { label: 'FAILED', painted: paint.red };
  if (severity === 'warning') return { label: 'warning', painted: paint.yellow };
  return { label: 'note', painted: paint.dim };
}

/** One line: whether the run can be trusted. */
export function renderVerdict({ findings, ok }: Diagnosis, paint: Paint): string {
  const failures = findings.filter(({ severity }) => severity === 'failure').length;
  if (ok) return paint.green('Every check passed: the draws can be used.');
  const checks = failures === 1 ? '1 check failed' : `${String(failures)} checks failed`;
  return paint.red(`${checks}: do not rely on these draws yet.`);
}
