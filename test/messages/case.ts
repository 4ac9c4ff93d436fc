/** A message and the shortest way to earn it: files in an empty folder, and a command line. */
export interface Case {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly argv: readonly string[];
}

export const check = (text: string, ...more: readonly string[]): Case => ({
  files: { 'm.bnn': text },
  argv: ['check', 'm.bnn', ...more],
});
