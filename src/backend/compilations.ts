import type { Node } from '../expression/node.js';
import type { ElementType } from './schedule/schedule.js';

interface Compilation<Unit> {
  readonly outputs: readonly Node[];
  readonly changing: ReadonlySet<string> | undefined;
  readonly precision: ElementType;
  readonly unit: Unit;
}

/** What has been compiled, so that the second chain finds the code of the first. */
export class Compilations<Unit> {
  private readonly byFirst = new WeakMap<Node, Compilation<Unit>[]>();

  of(
    outputs: readonly Node[],
    changing: ReadonlySet<string> | undefined,
    precision: ElementType,
    compile: () => Unit,
  ): Unit {
    const [first] = outputs;
    if (first === undefined) return compile();
    const known = this.byFirst.get(first) ?? [];
    this.byFirst.set(first, known);
    const names = namesOf(changing);
    const found = known.find(
      (other) =>
        other.precision === precision &&
        other.outputs.length === outputs.length &&
        other.outputs.every((node, i) => node === outputs[i]) &&
        namesOf(other.changing) === names,
    );
    if (found !== undefined) return found.unit;
    const unit = compile();
    known.push({ outputs: [...outputs], changing, precision, unit });
    return unit;
  }
}

function namesOf(changing: ReadonlySet<string> | undefined): string | undefined {
  return changing && JSON.stringify([...changing].sort());
}
