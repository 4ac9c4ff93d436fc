import { BlockSums } from './block-sums.js';
import { forText, nestText, range, stretches } from './blocks.js';
import { loadText, type KernelSetting, type Panel } from './panel.js';
import { sumText, timesText } from './positions.js';
import { lanesOf, SUFFIX, VECTOR } from './vector-types.js';

export interface BroadcastExtents {
  /** [inner, length]: its elements along `length` fill the lanes. */
  readonly vectors: Panel;
  /** [inner, count]: each element is multiplied with all lanes. */
  readonly factors: Panel;
  /** [count, length] */
  readonly output: Panel;
  readonly length: number;
  readonly inner: number;
  readonly count: number;
}

/** Vectors side by side in a block at most. */
const WIDEST = 6;

interface Block {
  /** Vectors, and elements of the last of them. */
  readonly wide: number;
  readonly last: number;
  readonly tall: number;
}

/** output[k, p] = sum over l of factors[l, k] vectors[l, p], p along the lanes. */
export function broadcastProductText(extents: BroadcastExtents, setting: KernelSetting): string {
  return new BroadcastProduct(extents, setting).write();
}

class BroadcastProduct {
  private readonly lanes: number;
  private readonly x: 'd' | 's';

  constructor(
    private readonly extents: BroadcastExtents,
    private readonly setting: KernelSetting,
  ) {
    this.lanes = lanesOf(setting.type, setting.target);
    this.x = SUFFIX[setting.type];
  }

  write(): string {
    const { lanes } = this;
    const { length, count } = this.extents;
    const needed = Math.ceil(length / lanes);
    const sums = this.setting.target.registers === 32 ? 24 : 12;
    const wide = Math.min(needed, this.widest(needed));
    const tall = Math.max(1, Math.floor(sums / wide));
    const parts = stretches(needed, wide);
    return stretches(count, Math.min(tall, 8))
      .map((down) =>
        forText(
          'k',
          down,
          parts
            .map((across) => {
              const full = { wide: across.step, last: lanes, tall: down.step };
              const rest = length - (needed - 1) * lanes;
              if (rest === lanes || across.end < needed) return this.along(across, full);
              const whole = { ...across, end: across.end - across.step };
              const ends = { start: whole.end, end: across.end, step: across.step };
              const before = whole.end > whole.start ? this.along(whole, full) : '';
              return before + this.along(ends, { ...full, last: rest });
            })
            .join('\n'),
        ),
      )
      .join('\n');
  }

  /** Vectors of a block: those that divide what is needed best. */
  private widest(needed: number): number {
    const most = this.setting.target.registers === 32 ? WIDEST : 3;
    const rounds = Math.ceil(needed / most);
    return Math.ceil(needed / rounds);
  }

  private along(across: { start: number; end: number; step: number }, block: Block): string {
    return forText('q', across, this.block(block));
  }

  private block({ wide, last, tall }: Block): string {
    const { x, extents, lanes, setting } = this;
    const sums = new BlockSums(tall, wide, setting.type);
    const partial = (p: number) => (p === wide - 1 && last < lanes ? last : undefined);
    const terms = sums.addition(
      (k) => `splat_${x}(${this.factor(k)})`,
      (p) => this.loadVector(p, partial(p)),
    );
    const inner = forText('l', { start: 0, end: extents.inner, step: 1 }, terms);
    return [
      sums.zeros,
      nestText('s', setting.sums, inner),
      ...sums.stores((sum, k, p) => this.store(sum, k, p, partial(p))),
    ].join('\n');
  }

  /** Position of lane `lane` of vector p of the block. */
  private across({ start, minor }: Panel, p: number, lane: number): (string | number)[] {
    const { lanes } = this;
    return [start, timesText('q', minor * lanes), (p * lanes + lane) * minor];
  }

  private loadVector(p: number, given: number | undefined): string {
    const { vectors } = this.extents;
    const part = vectors.padded ? undefined : given;
    const at = (lane: number) =>
      sumText([...this.across(vectors, p, lane), timesText('l', vectors.major)]);
    if (vectors.minor === 1) return loadText(vectors, at(0), this.setting.type, part);
    const elements = range(part ?? this.lanes).map((lane) => `${vectors.base}[${at(lane)}]`);
    return `(${VECTOR[this.setting.type]}){${elements.join(', ')}}`;
  }

  private factor(k: number): string {
    const { base, start, major, minor } = this.extents.factors;
    const terms = [start, timesText('k', minor), k * minor, timesText('l', major)];
    return `${base}[${sumText(terms)}]`;
  }

  private store(sum: string, k: number, p: number, part: number | undefined): string {
    const { output } = this.extents;
    const at = (lane: number) =>
      sumText([...this.across(output, p, lane), timesText('k', output.major), k * output.major]);
    const joins = this.setting.accumulates;
    if (output.minor !== 1) {
      return range(part ?? this.lanes)
        .map((lane) => `${output.base}[${at(lane)}] ${joins ? '+=' : '='} ${sum}[${String(lane)}];`)
        .join('\n');
    }
    const address = `${output.base} + ${at(0)}`;
    const wide = joins && this.setting.type === 'f32' && output.type === 'f64';
    const name = `${wide ? 'p' : this.x}${SUFFIX[output.type]}`;
    const [n, count] = part === undefined ? ['', ''] : ['n', `, ${String(part)}`];
    const added = wide ? `pair(${sum})` : sum;
    const before = `ld${n}_${name}(${address}${count})`;
    const joined = wide ? `plus(${before}, ${added})` : `${before} + ${added}`;
    return `st${n}_${name}(${address}, ${joins ? joined : sum}${count});`;
  }
}
