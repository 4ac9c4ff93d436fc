import { RandomStream } from '../base/random/stream.js';
import type { Chain } from '../compiler/6-build/compiled.js';
import type { ProgressEvent } from './progress.js';
import type { ChainState, Checkpoint } from './run-store/checkpoint.js';
import type { ChainFiles } from './run-store/chain-files.js';
import type { Manifest } from './run-store/manifest.js';

/** One chain at work: sweeps from its last checkpoint to its last draw. Chains count from 1. */
export class ChainSession {
  private readonly draw: Float64Array;
  private readonly statistics: Float64Array;
  private readonly rows: readonly Float64Array[];
  /** Positions in `statistics` that are 1 where a move diverged. */
  private readonly divergent: readonly number[];
  private readonly total: number;
  private iteration: number;
  private divergences: number;
  private warmupSeconds: number;
  private samplingSeconds: number;

  constructor(
    private readonly chain: Chain,
    private readonly number: number,
    private readonly manifest: Manifest,
    private readonly files: ChainFiles,
  ) {
    const { start } = files;
    const names = chain.blocks.flatMap((block) => block.statistics);
    this.draw = new Float64Array(manifest.width);
    this.statistics = new Float64Array(names.length);
    this.rows = splitRow(this.statistics, chain);
    this.divergent = [...names.keys()].filter((i) => names[i] === 'divergent');
    this.total = manifest.settings.warmup + manifest.settings.draws;
    this.iteration = start.iteration;
    this.divergences = start.divergences;
    this.warmupSeconds = start.seconds.warmup;
    this.samplingSeconds = start.seconds.sampling;
    restore(chain, start);
  }

  get finished(): boolean {
    return this.iteration >= this.total;
  }

  /** One sweep: every block moves once, and the draw is kept if warm-up is over. */
  step(): void {
    const { seed, warmup } = this.manifest.settings;
    const begun = performance.now();
    this.statistics.fill(0);
    this.chain.blocks.forEach((block, index) => {
      const stream = new RandomStream(seed, this.number, this.iteration, index);
      block.update(stream, this.iteration, this.rows[index]!);
    });
    const warm = this.iteration < warmup;
    if (warm) this.files.appendWarmup(this.statistics);
    else this.keep();
    this.iteration++;
    const seconds = (performance.now() - begun) / 1000;
    if (warm) this.warmupSeconds += seconds;
    else this.samplingSeconds += seconds;
  }

  checkpoint(): void {
    const { iteration, divergences } = this;
    const seconds = { warmup: this.warmupSeconds, sampling: this.samplingSeconds };
    this.files.commit({ iteration, divergences, seconds, ...stateOf(this.chain) });
  }

  finish(): void {
    this.checkpoint();
    this.files.finish();
  }

  progress(): ProgressEvent {
    const { iteration, total, divergences, finished } = this;
    const warm = iteration < this.manifest.settings.warmup;
    const phase = finished ? 'finished' : warm ? 'warmup' : 'sampling';
    const seconds = this.warmupSeconds + this.samplingSeconds;
    return { chain: this.number, iteration, total, phase, divergences, seconds };
  }

  private keep(): void {
    const stream = new RandomStream(this.manifest.settings.seed, this.number, this.iteration, 'generated'); // prettier-ignore
    this.chain.record(this.draw, stream);
    this.files.appendDraw(this.draw, this.statistics);
    for (const position of this.divergent) if (this.statistics[position] === 1) this.divergences++;
  }
}

/** What a checkpoint keeps of a chain between two sweeps. */
export function stateOf(chain: Chain): ChainState {
  return {
    values: chain.values,
    tunings: chain.blocks.map((block) => block.tuning()),
    records: chain.blocks.map((block) => block.record?.() ?? null),
  };
}

function restore(chain: Chain, { values, tunings }: Checkpoint): void {
  chain.values.set(values);
  chain.blocks.forEach((block, index) => {
    block.restore(tunings[index]);
  });
}

/** A view of one iteration's statistics for each block. */
function splitRow(row: Float64Array, chain: Chain): Float64Array[] {
  let offset = 0;
  return chain.blocks.map(({ statistics }) => {
    const part = row.subarray(offset, offset + statistics.length);
    offset += statistics.length;
    return part;
  });
}
