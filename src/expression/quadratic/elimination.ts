import { algebra } from '../builders.js';
import type { Node } from '../node.js';
import type { QuadraticForm } from './collect.js';
import { bothMeetings, meet, placesOf, type Meeting } from './gram.js';

/** One block whose precision stays diagonal as those before it are eliminated. */
export interface Step {
  readonly block: number;
  /** Blocks eliminated later, each element of this one meeting one of theirs. */
  readonly meetings: ReadonlyMap<number, Meeting>;
}

type Pattern = Meeting | 'full';

/**
 * Which blocks can be eliminated one after the other, each precision diagonal when its turn comes: the largest first,
 * as long as each meets those before it by one element of its own, as intercepts and slopes of the same groups do, and
 * groups of groups. What is left is dense.
 */
export function eliminationOf(form: QuadraticForm, sizes: readonly number[]): Step[] {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const patterns = patternsOf(form, order);
  const eliminated: number[] = [];
  order.forEach((block, rank) => {
    if (form.precision[block]![block]?.kind !== 'diagonal') return;
    const met = eliminated.flatMap((e) => patterns.get(e)!.get(block) ?? []);
    const staysDiagonal = sizes[block]! > 1 && met.every((pattern) => pattern !== 'full');
    if (met.length > 0 && !staysDiagonal) return;
    eliminated.push(block);
    fillIn(patterns, block, order.slice(rank + 1), sizes);
  });
  return eliminated.map((block, rank) => {
    const later = new Set(eliminated.slice(rank + 1));
    const meetings = [...patterns.get(block)!].filter(([other]) => later.has(other));
    return { block, meetings: new Map(meetings as [number, Meeting][]) };
  });
}

/** By block, and by those later in the order that it meets. */
type Patterns = Map<number, Map<number, Pattern>>;

function patternsOf({ precision }: QuadraticForm, order: readonly number[]): Patterns {
  return new Map(
    order.map((block, rank) => {
      const met = order.slice(rank + 1).flatMap((other): [number, Pattern][] => {
        const part = precision[Math.min(block, other)]![Math.max(block, other)];
        if (part === undefined) return [];
        if (part.kind !== 'picked') return [[other, 'full']];
        return [[other, part.transposed === block > other ? part.meeting : 'full']];
      });
      return [block, new Map(met)];
    }),
  );
}

/** What a block joins as it is eliminated. */
function fillIn(
  patterns: Patterns,
  block: number,
  later: readonly number[],
  sizes: readonly number[],
): void {
  const own = patterns.get(block)!;
  const met = later.filter((other) => own.has(other));
  met.forEach((first, rank) => {
    const row = patterns.get(first)!;
    for (const second of met.slice(rank + 1)) {
      const joined = joinedBy(own.get(first)!, own.get(second)!, sizes[first]!);
      const before = row.get(second) ?? joined;
      const isFull = joined === 'full' || before === 'full';
      row.set(second, (isFull ? undefined : bothMeetings(before, joined)) ?? 'full');
    }
  });
}

function joinedBy(first: Pattern, second: Pattern, size: number): Pattern {
  if (first === 'full' || second === 'full') return 'full';
  const meeting: Meeting = new Int32Array(size).fill(-1);
  const fits = first.every((element, i) => {
    return element === -1 || second[i] === -1 || meet(meeting, element, second[i]!);
  });
  return fits ? meeting : 'full';
}

/** Rows added up by the elements of another block that they meet. */
export function gathered(rows: Node, meeting: Meeting, size: number): Node {
  const isIdentity = meeting.length === size && meeting.every((place, i) => place === i);
  return isIdentity ? rows : algebra.scatterAdd(rows, placesOf(meeting), size);
}
