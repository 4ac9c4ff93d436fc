import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version in package.json, which lies at another depth in the sources than in dist. */
export function packageVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  const read: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const named = typeof read === 'object' && read !== null && 'version' in read ? read.version : '';
  return String(named);
}
