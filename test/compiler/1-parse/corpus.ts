import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface CorpusText {
  readonly name: string;
  readonly text: string;
}

function programsUnder(folder: string): CorpusText[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bnn'))
    .sort()
    .map((file) => ({
      name: `${basename(folder)}/${file}`,
      text: readFileSync(join(folder, file), 'utf8'),
    }));
}

/** Every program that the project carries and that parses. */
export const CORPUS: readonly CorpusText[] = [
  'test/compiler/1-parse/programs',
  'examples',
  'test/golden/good',
  'test/posteriordb',
].flatMap(programsUnder);
