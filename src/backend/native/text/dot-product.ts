import { BlockSums } from './block-sums.js';
import { forText, nestText, stretches } from './blocks.js';
import { loadText, type KernelSetting, type Panel } from './panel.js';
import { sumText, timesText } from './positions.js';
import { lanesOf, SUFFIX } from './vector-types.js';

export interface DotExtents {
  /** [rows, inner], inner along the lanes. */
  readonly a: Panel;
  /** [columns, inner], inner along the lanes. */
  readonly b: Panel;
  /** [rows, columns] */
  readonly c: Panel;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** c[i, j] = sum over l of a[i, l] b[j, l], l along the lanes of both. */
export function dotProductText(extents: DotExtents, setting: KernelSetting): string {
  return new DotProduct(extents, setting).write();
}

class DotProduct {
  private readonly lanes: number;
  private readonly x: 'd' | 's';

  constructor(
    private readonly extents: DotExtents,
    private readonly setting: KernelSetting,
  ) {
    this.lanes = lanesOf(setting.type, setting.target);
    this.x = SUFFIX[setting.type];
  }

  write(): string {
    const { rows, columns } = this.extents;
    const [tall, wide] = this.setting.target.registers === 32 ? [4, 4] : [4, 2];
    return stretches(columns, wide)
      .map((across) =>
        forText(
          'j',
          across,
          stretches(rows, tall)
            .map((down) => forText('i', down, this.block(down.step, across.step)))
            .join('\n'),
        ),
      )
      .join('\n');
  }

  private block(tall: number, wide: number): string {
    const { extents, lanes, setting } = this;
    const sums = new BlockSums(tall, wide, setting.type);
    const whole = Math.floor(extents.inner / lanes) * lanes;
    const rest = extents.inner - whole;
    const inner: string[] = [];
    if (whole > 0) {
      inner.push(forText('l', { start: 0, end: whole, step: lanes }, this.terms(sums)));
    }
    if (rest > 0) {
      const stretch = { start: whole, end: extents.inner, step: rest };
      inner.push(forText('l', stretch, this.terms(sums, rest)));
    }
    return [
      sums.zeros,
      nestText('s', setting.sums, inner.join('\n')),
      ...sums.stores((sum, i, j) => this.store(sum, i, j)),
    ].join('\n');
  }

  private terms(sums: BlockSums, part?: number): string {
    const load = (panel: Panel, index: string, number: number) =>
      loadText(panel, this.at(panel, index, number, 'l', 0), this.setting.type, part);
    return sums.addition(
      (i) => load(this.extents.a, 'i', i),
      (j) => load(this.extents.b, 'j', j),
    );
  }

  private at(panel: Panel, index: string, number: number, other: string, more: number): string {
    const { start, major, minor } = panel;
    const terms = [start, timesText(index, major), number * major, timesText(other, minor)];
    return sumText([...terms, more * minor]);
  }

  private store(sum: string, i: number, j: number): string {
    const { c } = this.extents;
    const total = this.setting.type === 'f64' ? `hsum_d(${sum})` : `hsum_p(pair(${sum}))`;
    const element = `${c.base}[${this.at(c, 'i', i, 'j', j)}]`;
    return `${element} ${this.setting.accumulates ? '+=' : '='} ${total};`;
  }
}
