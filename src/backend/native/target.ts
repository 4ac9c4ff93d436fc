/** What the text of a program depends on besides its schedule. */
export interface Target {
  /** Of a vector. Longer than a register, a compiler makes it of several. */
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

type Machine = Omit<Target, 'contracts'>;

const MACHINES: readonly (readonly [macros: readonly string[], Machine])[] = [
  [
    ['__x86_64__', '__AVX512F__', '__AVX512DQ__', '__AVX512VL__'],
    { vectorBytes: 64, instructions: 'avx512', registerClass: 'v', registers: 32 },
  ],
  [
    ['__x86_64__', '__AVX2__', '__FMA__'],
    { vectorBytes: 32, instructions: 'avx', registerClass: 'x', registers: 16 },
  ],
  [['__x86_64__'], { vectorBytes: 16, instructions: 'none', registerClass: 'x', registers: 16 }],
  [['__aarch64__'], { vectorBytes: 16, instructions: 'none', registerClass: 'w', registers: 32 }],
];

/**
 * Macros that a compiler predefines say what the processor at hand can do. Undefined: one we know nothing of. Where
 * nothing is contracted the bits are the same on every machine, so lanes are as many: those of the longest vectors.
 */
export function targetOf(
  macros: ReadonlyMap<string, string>,
  contracts: boolean,
): Target | undefined {
  const machine = MACHINES.find(([needed]) => needed.every((name) => macros.has(name)))?.[1];
  if (machine === undefined || contracts) return machine && { ...machine, contracts };
  const instructions = machine.vectorBytes === 64 ? machine.instructions : 'none';
  return { ...machine, vectorBytes: 64, instructions, contracts };
}
