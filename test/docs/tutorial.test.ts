import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bnn } from '../cli/terminal.js';
import { blocksOf, shrunk, wordsOf } from './shell.js';

const home = process.cwd();
let folder = '';

// Each page is followed in an empty folder that sees the examples, as the project's own folder would.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-docs-'));
  symlinkSync(resolve('examples'), join(folder, 'examples'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it('words of a shell line', () => {
  expect(wordsOf(`bnn sample m --prior 'tau ~ f(1)' --bind x="a b" # exits 1`)).toEqual([
    ...['bnn', 'sample', 'm', '--prior', 'tau ~ f(1)', '--bind', 'x=a b'],
  ]);
});

describe.each(['docs/tutorial.md', 'README.md'])('%s', (page) => {
  for (const { language, lines } of blocksOf(readFileSync(join(home, page), 'utf8'))) {
    const file = /^\/\/ (\S+\.bnn)/.exec(lines[0] ?? '')?.[1];
    if (language === 'bnn' && file !== undefined) {
      it(`writes ${file}`, () => {
        writeFileSync(file, lines.join('\n'));
      });
    }
    for (const line of language === 'sh' ? lines : []) {
      if (!line.startsWith('bnn ')) continue;
      const expected = /# exits (\d)/.exec(line)?.[1];
      it(line, { timeout: 300_000 }, async () => {
        const ran = await bnn(shrunk(wordsOf(line).slice(1)));
        const allowed = expected === undefined ? [0, 2] : [Number(expected)];
        expect(allowed, ran.stderr).toContain(ran.status);
      });
    }
  }
});
