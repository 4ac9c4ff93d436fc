/** Ten lines of a hierarchical model, with names of their own. */
function stanza(k: number): readonly string[] {
  const i = String(k);
  const before = k === 0 ? '0' : `effect${String(k - 1)}`;
  return [
    `/// Effects of group ${i}.`,
    `spread${i} ~ half_normal(2)`,
    `centre${i} ~ normal(${before}, sd = 1)          // about the one before`,
    `weight${i}[J] ~ normal(centre${i}, sd = spread${i})`,
    `noise${i} ~ half_cauchy(1)`,
    `share${i} ~ beta(2, 2)`,
    `effect${i} = share${i} * mean(weight${i}) + (1 - share${i}) * log(1 + exp(centre${i}))`,
    `observe y ~ normal(weight${i} + effect${i} * x, sd = noise${i})`,
    '',
    `/* group ${i} ends */`,
  ];
}

/** A well-formed model of so many lines, rounded up to a stanza. */
export function longText(lines: number): string {
  const stanzas = Array.from({ length: Math.ceil((lines - 1) / 10) }, (_, k) => stanza(k));
  return ['data { y: real[J]  x: real[J] }', ...stanzas.flat()].join('\n');
}
