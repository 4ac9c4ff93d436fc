const WORDS: Readonly<Record<string, string>> = {
  lessThan: 'a comparison',
  lessEqual: 'a comparison',
  equal: 'a comparison',
  maximum: 'max',
  minimum: 'min',
  maxReduce: 'max',
  convolve: 'a convolution',
  logSumExp: 'log-sum-exp',
  matmul: 'a product of matrices that both contain it',
  select: 'the condition of a choice',
  gather: 'an index',
  scatterAdd: 'an index',
  pick: 'an index',
  scatterPick: 'an index',
};

/** An operation as a refusal names it: what the unknown goes through. */
export function operationInWords(op: string): string {
  return WORDS[op] ?? op;
}
