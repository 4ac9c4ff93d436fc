import { realpathSync, renameSync, statSync } from 'node:fs';
import { writeWhole } from './whole-file.js';

/** Replaces a text file whole, with its permissions: at whatever instant, the old or the new is there. */
export function replaceText(path: string, text: string): void {
  const real = realpathSync(path);
  const publish = (temporary: string) => {
    renameSync(temporary, real);
  };
  writeWhole(real, [text], publish, statSync(real).mode);
}
