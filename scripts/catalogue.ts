import { readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '../src/base/message.js';

/** Every message in the order of codes, from each `messages` module under src. */
export async function catalogue(): Promise<readonly Message[]> {
  const catalogues = await Promise.all(catalogueFiles().map(readCatalogue));
  return catalogues.flat().sort((a, b) => a.code.localeCompare(b.code));
}

// The catalogues are found beside this module, be it the source or what it was compiled to.
const SELF = fileURLToPath(import.meta.url);
const ROOT = fileURLToPath(new URL('../src/', import.meta.url));

function catalogueFiles(): string[] {
  const name = new RegExp(`messages\\${extname(SELF)}$`);
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(ROOT, file));
}

async function readCatalogue(file: string): Promise<Message[]> {
  const module: unknown = await import(
    new URL(`../src/${relative(ROOT, file)}`, import.meta.url).href
  );
  const found = Object.values(Object(module) as object)
    .filter((value): value is object => typeof value === 'object' && value !== null)
    .flatMap((value) => Object.values(value) as unknown[])
    .filter(isMessage);
  return found;
}

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'what' in value &&
    'why' in value &&
    'instead' in value
  );
}
