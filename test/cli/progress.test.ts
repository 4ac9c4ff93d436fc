import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { lines, progressDisplay } from '../../src/cli/progress.js';

it('prints a line at the end of a phase and now and then between', () => {
  const printed: string[] = [];
  let clock = 0;
  const display = lines(
    (line) => printed.push(line),
    () => clock,
  );
  for (let done = 1; done <= 200; done++) {
    clock += 0.06;
    display.update({ chain: 1, done, warmup: 100, draws: 100, divergences: done > 150 ? 1 : 0 });
  }
  expect(printed).toEqual([
    'chain 1: warm-up 35 of 100',
    'chain 1: warm-up 69 of 100',
    'chain 1: sampling 0 of 100 draws',
    'chain 1: sampling 34 of 100 draws',
    'chain 1: sampling 68 of 100 draws, 1 divergence',
    'chain 1: done 100 of 100 draws, 1 divergence',
  ]);
});

it('draws a bar a chain on a terminal', async () => {
  let drawn = '';
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 120,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
    clearScreenDown: () => true,
  });
  stream.on('data', (chunk: Buffer) => (drawn += chunk.toString()));
  const display = progressDisplay(
    {
      stdout: { isTerminal: true, write: () => undefined },
      stderr: {
        isTerminal: true,
        write: () => undefined,
        stream: stream as unknown as NodeJS.WriteStream,
      },
      environment: {},
      onInterrupt: () => () => undefined,
      exit: () => undefined,
    },
    false,
  );
  for (const chain of [1, 2]) {
    display.update({ chain, done: 0, warmup: 10, draws: 10, divergences: 0 });
    display.update({ chain, done: 15, warmup: 10, draws: 10, divergences: 2 });
  }
  display.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(drawn).toContain('chain 1');
  expect(drawn).toContain('chain 2');
  expect(drawn).toMatch(/75%.*sampling.*ETA.*2 divergences/);
});
