import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Pieces gathered before a write. */
const CHUNK = 1000;

/** Writes a file beside `path` and hands it to `publish`, which gives it its name: whole, or not at all. */
export function writeWhole(
  path: string,
  pieces: Iterable<string>,
  publish: (temporary: string) => void,
  mode?: number,
): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  try {
    writePieces(temporary, pieces, mode);
    publish(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writePieces(temporary: string, pieces: Iterable<string>, mode?: number): void {
  const file = openSync(temporary, 'wx', mode);
  try {
    let chunk: string[] = [];
    for (const piece of pieces) {
      chunk.push(piece);
      if (chunk.length < CHUNK) continue;
      writeFileSync(file, chunk.join(''));
      chunk = [];
    }
    writeFileSync(file, chunk.join(''));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
