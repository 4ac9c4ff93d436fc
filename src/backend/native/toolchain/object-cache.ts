import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Shared objects by key, in a directory that nobody else can enter. */
export class ObjectCache {
  private readonly directory = privateDirectory();

  /** Path of the object; `build` writes it under another name first, so that it is there whole or not at all. */
  path(key: string, build: (output: string) => void): string {
    const path = join(this.directory, `${key}.node`);
    if (existsSync(path)) return path;
    const draft = join(this.directory, `${key}.${randomBytes(6).toString('hex')}`);
    try {
      build(draft);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
    return path;
  }

  forget(key: string): void {
    rmSync(join(this.directory, `${key}.node`), { force: true });
  }
}

/** In the cache of the user; a new temporary one where that cannot be had for ourselves alone. */
function privateDirectory(): string {
  const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const directory = join(caches, 'bnn', 'native');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (isPrivate(directory)) return directory;
  } catch {
    // No home, or one that cannot be written.
  }
  const temporary = mkdtempSync(join(tmpdir(), 'bnn-native-'));
  process.once('exit', () => {
    rmSync(temporary, { recursive: true, force: true });
  });
  return temporary;
}

function isPrivate(directory: string): boolean {
  const found = lstatSync(directory);
  const ours = process.getuid === undefined || found.uid === process.getuid();
  return found.isDirectory() && ours && (found.mode & 0o077) === 0;
}
