import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Data files that lie beside a model, the likelier first: those of its name, `data`, `train`. */
export function dataBeside(model: string): readonly string[] {
  const stems = [basename(model, extname(model)), 'data', 'train'];
  const folder = dirname(model);
  return stems
    .flatMap((stem) => ['.json', '.csv'].map((extension) => join(folder, stem + extension)))
    .filter((path) => existsSync(path));
}
