/**
 * Writes docs/reference from the source; with --check, says which pages differ and fails.
 *
 *   npm run docs [-- --check]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { referencePages } from './reference.js';
import { STANDARD_MODULE, standardModule } from './standard-library.js';

const checking = process.argv.includes('--check');
const written = new Map([[STANDARD_MODULE, await standardModule()], ...(await referencePages())]);
for (const [path, text] of written) {
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
