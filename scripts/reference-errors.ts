import type { Message } from '../src/base/message.js';
import { catalogue } from './catalogue.js';

/** The page of every message, made from the catalogue. */
export async function errorsPage(): Promise<string> {
  const messages = await catalogue();
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
