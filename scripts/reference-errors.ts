import { readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '../src/base/message.js';

/** The page of every message, made from the catalogues: each `messages` module under src. */
export async function errorsPage(): Promise<string> {
  const catalogues = await Promise.all(catalogueFiles().map(readCatalogue));
  const messages = catalogues.flat().sort((a, b) => a.code.localeCompare(b.code));
  return [
    '# Errors and warnings',
    '',
    'Every message has a code that does not change, says what is wrong and why, and what to write instead. What stands in',
    '`<angle brackets>` is filled in.',
    '',
    ...messages.flatMap(entry),
  ].join('\n');
}

function entry(message: Message): string[] {
  return [
    `## ${message.code}`,
    '',
    `**${message.severity ?? 'error'}:** ${shown(message.what)}`,
    '',
    `- Why: ${shown(message.why)}.`,
    `- Instead: ${shown(message.instead)}`,
    '',
  ];
}

/** Placeholders in words, safe in Markdown inside and outside code spans. */
function shown(text: string): string {
  return text
    .split('`')
    .map((part, i) =>
      i % 2 === 1
        ? part.replace(/\{(\w+)\}/g, '<$1>')
        : part.replace(/[<>*_]/g, (c) => `\\${c}`).replace(/\{(\w+)\}/g, '\\<$1\\>'),
    )
    .join('`');
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
