/** Names a block may list before it is cut short. */
const LISTED = 6;

/**
 * A short name of some of all unknowns: `mu, b`, or `f.hidden.*` where the block holds everything
 * below a prefix.
 */
export function blockLabel(members: readonly string[], all: readonly string[]): string {
  const inside = new Set(members);
  const parts: string[] = [];
  for (const name of members) {
    const part = coveringPrefix(name, inside, all) ?? name;
    if (!parts.includes(part)) parts.push(part);
  }
  const hidden = parts.length - LISTED;
  if (hidden <= 1) return parts.join(', ');
  return `${parts.slice(0, LISTED).join(', ')} and ${String(hidden)} more`;
}

/** The shortest prefix of two unknowns or more that are all in the block. */
function coveringPrefix(
  name: string,
  inside: ReadonlySet<string>,
  all: readonly string[],
): string | undefined {
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const prefix = name.slice(0, dot + 1);
    const below = all.filter((other) => other.startsWith(prefix));
    if (below.length > 1 && below.every((other) => inside.has(other))) return `${prefix}*`;
  }
  return undefined;
}
