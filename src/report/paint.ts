import pc from 'picocolors';

export type Paint = ReturnType<typeof pc.createColors>;

export function paintFor(color: boolean): Paint {
  return pc.createColors(color);
}

/** Breaks a sentence at spaces, the lines after the first under its start. */
export function wrap(text: string, width: number, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
