import { forText, nestText, range, stretches } from './blocks.js';
import type { KernelSetting, Panel } from './panel.js';
import { sumText, timesText } from './positions.js';
import { lanesOf, SUFFIX, VECTOR } from './vector-types.js';

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
    const { extents, lanes } = this;
    const vector = VECTOR[this.setting.type];
    const sums = range(tall).flatMap((i) => range(wide).map((j) => `c${String(i)}_${String(j)}`));
    const whole = Math.floor(extents.inner / lanes) * lanes;
    const rest = extents.inner - whole;
    const inner: string[] = [];
    if (whole > 0) {
      inner.push(forText('l', { start: 0, end: whole, step: lanes }, this.terms(tall, wide)));
    }
    if (rest > 0) {
      const stretch = { start: whole, end: extents.inner, step: rest };
      inner.push(forText('l', stretch, this.terms(tall, wide, rest)));
    }
    const parts = [
      `${vector} ${sums.map((sum) => `${sum} = {0}`).join(', ')};`,
      nestText('s', this.setting.sums, inner.join('\n')),
    ];
    for (const i of range(tall)) for (const j of range(wide)) parts.push(this.store(i, j));
    return parts.join('\n');
  }

  private terms(tall: number, wide: number, part?: number): string {
    const vector = VECTOR[this.setting.type];
    const load = (panel: Panel, index: string, number: number) => {
      const name = `${this.x}${SUFFIX[panel.type]}`;
      const address = `${panel.base} + ${this.at(panel, index, number, 'l', 0)}`;
      return part === undefined
        ? `ld_${name}(${address})`
        : `ldn_${name}(${address}, ${String(part)})`;
    };
    return [
      ...range(wide).map((j) => `const ${vector} b${String(j)} = ${load(this.extents.b, 'j', j)};`),
      ...range(tall).flatMap((i) => [
        `const ${vector} a${String(i)} = ${load(this.extents.a, 'i', i)};`,
        ...range(wide).map((j) => `c${String(i)}_${String(j)} += a${String(i)} * b${String(j)};`),
      ]),
    ].join('\n');
  }

  private at(panel: Panel, index: string, number: number, other: string, more: number): string {
    const { start, major, minor } = panel;
    const terms = [start, timesText(index, major), number * major, timesText(other, minor)];
    return sumText([...terms, more * minor]);
  }

  private store(i: number, j: number): string {
    const { c } = this.extents;
    const sum = `c${String(i)}_${String(j)}`;
    const total = this.setting.type === 'f64' ? `hsum_d(${sum})` : `hsum_p(pair(${sum}))`;
    const element = `${c.base}[${this.at(c, 'i', i, 'j', j)}]`;
    return `${element} ${this.setting.accumulates ? '+=' : '='} ${total};`;
  }
}
