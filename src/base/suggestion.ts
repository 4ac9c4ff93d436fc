/** The candidate that a name must mean: nearest by edit distance, if it is near enough, or the same words, longer or shorter. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  return misspelt(name, all) ?? abbreviated(name, all);
}

function misspelt(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The shortest whose words begin as those of the name do, or the other way round: inv_gamma for InverseGamma. */
function abbreviated(name: string, candidates: readonly string[]): string | undefined {
  const asked = wordsOf(name);
  const isMeant = (candidate: string) => {
    // What belongs to something of this name is not the thing.
    if (candidate.includes('.') !== name.includes('.')) return false;
    const own = wordsOf(candidate);
    return own.length >= asked.length && asked.every((word, i) => isSame(word, own[i]!));
  };
  return candidates.filter(isMeant).sort((a, b) => a.length - b.length)[0];
}

function wordsOf(name: string): string[] {
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.]/);
  return parts.filter((part) => part !== '');
}

/** Two letters alone begin too many words. */
const SHORTEST = 3;

function isSame(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length >= SHORTEST && long.startsWith(short));
}

/** Insertions, deletions and substitutions that lead from one text to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** What to write in place of an unknown name: the nearest one, or a general remedy. */
export function didYouMean(name: string, candidates: Iterable<string>, otherwise: string): string {
  const near = nearest(name, candidates);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}
