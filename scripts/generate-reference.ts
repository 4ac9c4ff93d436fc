/**
 * Writes docs/reference from the source; with --check, says which pages differ and fails.
 *
 *   npm run docs [-- --check]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { referencePages } from './reference.js';

const checking = process.argv.includes('--check');
for (const [path, text] of await referencePages()) {
  const current = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (current === text) continue;
  if (checking) {
    process.stderr.write(`${path} is out of date: npm run docs\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path}\n`);
  }
}
