import type { SourceText } from '../../src/base/source.js';

/** A program that is not quite its workload, as a compiler with a fault would have understood it. */
export interface Fault {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** How a workload's states are taken, and what a test that they are right ought to notice. */
export interface Started {
  readonly workload: string;
  /** Over all chains; sweeps of ours from one to the next; sweeps of the peer. */
  readonly states: number;
  readonly thin: number;
  readonly sweeps: number;
  /** Of our unknowns in peers' programs, where they differ. */
  readonly peerNames: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

const NETWORK = { 'f.hidden.weight': 'W1', 'f.hidden.bias': 'b1', 'f.output.bias': 'b2' };

export const STARTED: readonly Started[] = [
  {
    ...{ workload: 'A', states: 80, thin: 25, sweeps: 40 },
    peerNames: { ...NETWORK, 'f.output.weight': 'w2' },
    faults: [
      { name: 'noise + 3%', from: 'normal(f, sigma)', to: 'normal(f, 1.03 * sigma)' },
      { name: 'hidden variance + 5%', from: 'var = v1', to: 'var = 1.05 * v1' },
    ],
  },
  {
    ...{ workload: 'C_lasso', states: 200, thin: 10, sweeps: 20, peerNames: {} },
    faults: [
      { name: 'noise + 5%', from: 'beta, sigma)', to: 'beta, 1.05 * sigma)' },
      { name: 'prior + 10%', from: 'laplace(0, b)', to: 'laplace(0, 1.1 * b)' },
    ],
  },
  {
    ...{ workload: 'C_horseshoe', states: 200, thin: 20, sweeps: 20, peerNames: {} },
    faults: [
      { name: 'noise + 5%', from: 'beta, sigma)', to: 'beta, 1.05 * sigma)' },
      { name: 'prior + 20%', from: 'lambda * tau', to: '1.2 * lambda * tau' },
    ],
  },
  {
    ...{ workload: 'E', states: 200, thin: 10, sweeps: 20, peerNames: {} },
    faults: [{ name: 'logits + 5%', from: 'a + x @ beta', to: '1.05 * (a + x @ beta)' }],
  },
];

/** The text with the fault in it. Throws where it does not say once what the fault changes. */
export function planted({ name, text }: SourceText, { from, to }: Fault): SourceText {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${name} does not say "${from}" once`);
  return { name, text: parts.join(to) };
}
