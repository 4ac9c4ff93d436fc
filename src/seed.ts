import { randomInt } from 'node:crypto';

/** A seed drawn from the system; decimal, so that it can be read aloud and typed again. */
export function newSeed(): string {
  return String(randomInt(2 ** 47));
}
