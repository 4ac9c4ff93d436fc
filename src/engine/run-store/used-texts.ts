import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceText, UsedText } from '../../base/source.js';
import { readPresent } from './damage.js';
import { replaceFile } from './durable.js';
import { usedFile } from './layout.js';
import type { UsedFile } from './manifest.js';

/** Writes what a model's text uses beside it, so that the run needs no other file. */
export function writeUses(folder: string, source: SourceText): readonly UsedFile[] {
  const files = new Map<string, string>();
  const all: UsedFile[] = [];
  const visit = (by: SourceText): void => {
    for (const [path, used] of by.uses ?? []) {
      // A model that was begun with has no problems.
      if ('problem' in used) continue;
      const known = files.get(used.name);
      const file = known ?? usedFile(files.size + 1);
      all.push({ by: by.name, path, name: used.name, file });
      if (known !== undefined) continue;
      files.set(used.name, file);
      replaceFile(join(folder, file), used.text);
      visit(used);
    }
  };
  visit(source);
  return all;
}

/** The text with all that it uses, as `writeUses` kept it. */
export function readUses(
  directory: string,
  source: SourceText,
  uses: readonly UsedFile[] = [],
): SourceText {
  const own = uses.filter(({ by }) => by === source.name);
  if (own.length === 0) return source;
  const texts = own.map(({ path, name, file }): readonly [string, UsedText] => {
    const text = readPresent(join(directory, file), (place) => readFileSync(place, 'utf8'));
    return [path, readUses(directory, { name, text }, uses)];
  });
  return { ...source, uses: new Map(texts) };
}
