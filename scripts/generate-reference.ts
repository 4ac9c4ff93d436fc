/**
 * Writes docs/reference, and the module of the standard library, from the source; with --check, says
 * what differs and fails.
 *
 *   npm run docs [-- --check]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { referencePages } from './reference.js';
import { STANDARD_MODULE, standardModule } from './standard-library.js';

const checking = process.argv.includes('--check');
const changed = update(STANDARD_MODULE, await standardModule());
if (changed && !checking) {
  // The pages tell of the library as it was compiled, which is now an older one.
  const again = spawnSync('npm', ['run', '-s', 'docs'], { stdio: 'inherit', shell: true });
  process.exitCode = again.status ?? 1;
} else {
  for (const [path, text] of await referencePages()) update(path, text);
}

/** Whether the file was another. */
function update(path: string, text: string): boolean {
  const current = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (current === text) return false;
  if (checking) {
    process.stderr.write(`${path} is out of date: npm run docs\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path}\n`);
  }
  return true;
}
