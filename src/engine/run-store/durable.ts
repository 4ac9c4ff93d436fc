import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Fingerprint } from './manifest.js';

const PIECE = 1 << 24;

/** Replaces a small file whole: whoever reads it, at whatever instant, sees the old or the new. */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w');
  try {
    writeAll(file, Buffer.from(content, 'utf8'));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncDirectory(dirname(path));
}

/** Makes renames in a directory last; Windows has no such call and needs none. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** `writeSync` may write less than it is given. */
export function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(PIECE, bytes.length - done));
  }
}

/** The bytes of an array of doubles, not copied. */
export function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Reads the first `count` doubles of a file; fewer where the file is shorter. */
export function readDoubles(path: string, count: number): Float64Array {
  const values = new Float64Array(count);
  const bytes = bytesOf(values);
  let done = 0;
  eachPiece(path, bytes.length, (piece) => {
    bytes.set(piece, done);
    done += piece.length;
  });
  return done === bytes.length ? values : values.subarray(0, Math.floor(done / 8));
}

export function fingerprint(path: string): Fingerprint {
  const hash = createHash('sha256');
  let bytes = 0;
  eachPiece(path, Infinity, (piece) => {
    hash.update(piece);
    bytes += piece.length;
  });
  return { bytes, sha256: hash.digest('hex') };
}

export function fingerprintOf(values: Float64Array): Fingerprint {
  const hash: Hash = createHash('sha256');
  const bytes = bytesOf(values);
  for (let at = 0; at < bytes.length; at += PIECE) hash.update(bytes.subarray(at, at + PIECE));
  return { bytes: bytes.length, sha256: hash.digest('hex') };
}

function eachPiece(path: string, limit: number, use: (piece: Uint8Array) => void): void {
  const file = openSync(path, 'r');
  try {
    const end = Math.min(limit, fstatSync(file).size);
    const buffer = new Uint8Array(Math.min(PIECE, end));
    for (let at = 0; at < end;) {
      const read = readSync(file, buffer, 0, Math.min(buffer.length, end - at), at);
      if (read === 0) return;
      use(buffer.subarray(0, read));
      at += read;
    }
  } finally {
    closeSync(file);
  }
}
