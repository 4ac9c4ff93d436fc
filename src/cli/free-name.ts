import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';

/** Where a run of this model goes when no directory is given: `<model>.run`, with a number if taken. */
export function freeDirectory(model: string): string {
  return freeName(model, '.run');
}

/** `<model><ending>`, with a number where that is taken. */
export function freeName(model: string, ending: string): string {
  const stem = basename(model, extname(model));
  for (let number = 1; ; number++) {
    const directory = number === 1 ? stem + ending : `${stem}-${String(number)}${ending}`;
    if (!existsSync(directory)) return directory;
  }
}
