import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * What a script of this folder prints, a JSON value, when run by itself: code that was compiled for other models, and
 * memory that they left, change what is measured.
 */
export function inFreshProcess<Printed>(script: string, words: readonly string[]): Printed {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [path, ...words], { encoding: 'utf8' }),
  ) as Printed;
}
