import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { openRun, resume, sample, type ProgressEvent } from '../../src/engine/index.js';
import { bitsOf, codesOf, specification, testFolder, TOY } from './toy-run.js';

const folder = testFolder();
const whole = join(folder, 'whole');

/** Aborts after so many sweeps: the signal is asked once a sweep. */
function stopAfter(sweeps: number): AbortSignal {
  const { signal } = new AbortController();
  let asked = 0;
  Object.defineProperty(signal, 'aborted', { get: () => ++asked > sweeps });
  return signal;
}

describe('a run that is stopped and resumed', () => {
  it('keeps the bits of one that was not, wherever it is stopped', async () => {
    expect(await sample(specification(whole), undefined, undefined, TOY)).toBe('finished');
    const random = new RandomStream('interruptions');
    for (let trial = 0; trial < 8; trial++) {
      const directory = join(folder, `stopped-${String(trial)}`);
      const upTo = (most: number) => 1 + Math.floor(random.uniform() * most);
      const options = { checkpointEvery: upTo(20) };
      const run = specification(directory, options);
      const stops = [stopAfter(upTo(60))];
      let outcome = await sample(run, undefined, stops[0], TOY);
      while (outcome === 'interrupted') {
        stops.push(stopAfter(upTo(60)));
        outcome = await resume(directory, undefined, stops.at(-1), options, TOY);
      }
      expect(stops.length).toBeGreaterThan(2);
      expect(bitsOf(directory, 3)).toEqual(bitsOf(whole, 3));
    }
  }, 60_000);

  it('goes on from a chain that broke, and says why it broke', async () => {
    const directory = join(folder, 'broken');
    const source = { name: 'toy.bnn', text: 'toy breaks' };
    const run = specification(directory, { source, checkpointEvery: 7 });
    expect(await codesOf(() => sample(run, undefined, undefined, TOY))).toEqual(['BNN9903']);
    expect(openRun(directory).chains.map((chain) => chain.done)).toEqual([28, 0, 0]);
    expect(await codesOf(() => resume(directory, undefined, undefined, {}, TOY))).toEqual([
      'BNN9903',
    ]);
    expect(existsSync(join(directory, 'lock'))).toBe(false);
  });

  it('names the chain of a fault that is no diagnostic', async () => {
    const source = { name: 'toy.bnn', text: 'toy crashes' };
    const run = specification(join(folder, 'crashed'), { source });
    await expect(sample(run, undefined, undefined, TOY)).rejects.toThrow(
      'BNN0508: chain 1 stopped: out of luck',
    );
  });

  it('is left as it is once finished', async () => {
    const before = bitsOf(whole, 3);
    const events: ProgressEvent[] = [];
    const listener = (event: ProgressEvent) => events.push(event);
    expect(await resume(whole, listener, undefined, {}, TOY)).toBe('finished');
    expect(events.map(({ chain, iteration, phase }) => [chain, iteration, phase])).toEqual([
      [1, 60, 'finished'],
      [2, 60, 'finished'],
      [3, 60, 'finished'],
    ]);
    expect(bitsOf(whole, 3)).toEqual(before);
  });
});

describe('what never becomes a run', () => {
  it.each([
    ['a wrong program', 'wrong', 'BNN9901'],
    ['a model with nowhere to start', 'nowhere', 'BNN9902'],
  ])('%s leaves nothing behind', async (_, text, code) => {
    const parent = join(folder, text);
    const run = specification(join(parent, 'run'), { source: { name: 'toy.bnn', text } });
    expect(await codesOf(() => sample(run, undefined, undefined, TOY))).toEqual([code]);
    expect(existsSync(parent)).toBe(false);
  });

  it('tells every setting that is out of range', async () => {
    const run = specification(join(folder, 'bad'), { chains: 0, adaptDelta: 1, draws: 1.5 });
    expect(await codesOf(() => sample(run, undefined, undefined, TOY))).toHaveLength(3);
    expect(readdirSync(folder)).not.toContain('bad');
  });
});

describe('progress', () => {
  it('ends every chain as finished, and counts on over its sessions', async () => {
    const directory = join(folder, 'progress');
    const events: ProgressEvent[] = [];
    const source = { name: 'toy.bnn', text: 'toy slow 10' };
    const run = specification(directory, { source, chains: 1 });
    const begun = performance.now();
    await sample(run, (event) => events.push(event), undefined, TOY);
    const seconds = (performance.now() - begun) / 1000;
    expect(events.length).toBeGreaterThan(3);
    expect(events.length).toBeLessThanOrEqual(5 * seconds + 4);
    expect(events.at(-1)).toMatchObject({ chain: 1, iteration: 60, total: 60, phase: 'finished' });
    expect(events.at(-1)!.seconds).toBeGreaterThan(0.55);
    expect(new Set(events.map((event) => event.phase)).size).toBe(3);
  });
});
