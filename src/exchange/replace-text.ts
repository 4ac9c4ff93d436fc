import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** Replaces a text file whole, with its permissions: at whatever instant, the old or the new is there. */
export function replaceText(path: string, text: string): void {
  const real = realpathSync(path);
  const temporary = join(dirname(real), `.${basename(real)}.${randomUUID()}.part`);
  try {
    const file = openSync(temporary, 'wx', statSync(real).mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, real);
  } finally {
    rmSync(temporary, { force: true });
  }
}
