/** What the text of a program depends on besides its schedule. */
export interface Target {
  /** Of a vector register. */
  readonly vectorBytes: 16 | 32 | 64;
  /** Instructions that C has no words for; `none`: each is written lane by lane. */
  readonly instructions: 'avx512' | 'avx' | 'none';
  /** Register class of vectors in the constraints of inline assembly. */
  readonly registerClass: 'v' | 'x' | 'w';
  /** Vector registers there are. */
  readonly registers: 16 | 32;
  /** Whether a multiplication and an addition may be rounded once; decided by a flag of the compiler. */
  readonly contracts: boolean;
}

/** Macros that a compiler predefines say what the processor at hand can do. Undefined: one we know nothing of. */
export function targetOf(
  macros: ReadonlyMap<string, string>,
  contracts: boolean,
): Target | undefined {
  const has = (...names: readonly string[]) => names.every((name) => macros.has(name));
  if (has('__x86_64__', '__AVX512F__', '__AVX512DQ__', '__AVX512VL__')) {
    const rest = { registerClass: 'v', registers: 32, contracts } as const;
    return { vectorBytes: 64, instructions: 'avx512', ...rest };
  }
  if (has('__x86_64__', '__AVX2__', '__FMA__')) {
    const rest = { registerClass: 'x', registers: 16, contracts } as const;
    return { vectorBytes: 32, instructions: 'avx', ...rest };
  }
  if (has('__x86_64__')) {
    const rest = { registerClass: 'x', registers: 16, contracts } as const;
    return { vectorBytes: 16, instructions: 'none', ...rest };
  }
  if (has('__aarch64__')) {
    const rest = { registerClass: 'w', registers: 32, contracts } as const;
    return { vectorBytes: 16, instructions: 'none', ...rest };
  }
  return undefined;
}
