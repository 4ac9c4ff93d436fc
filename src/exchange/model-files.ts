import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders hold other things too: beyond so many entries no further models are looked for. */
const MOST_ENTRIES = 20_000;

/** Paths of the models in folders and what they hold, the nearest first; hidden folders and packages are passed over. */
export function modelFilesIn(folders: readonly string[]): readonly string[] {
  const found: string[] = [];
  const waiting = [...folders];
  for (let seen = 0; waiting.length > 0 && seen < MOST_ENTRIES;) {
    const folder = waiting.shift()!;
    for (const entry of entriesOf(folder)) {
      seen++;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name)) waiting.push(path);
      if (entry.isFile() && entry.name.endsWith('.bnn')) found.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
