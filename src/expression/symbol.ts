const GREEK: ReadonlySet<string> = new Set(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau ' +
    'upsilon phi chi psi omega'
  ).split(' '),
);

/**
 * A name of the language as a symbol of LaTeX's math mode: `sigma2` as \sigma_{2}, and
 * `f.hidden.weight` as \mathrm{weight}_{\mathrm{f.hidden}}.
 */
export function symbol(name: string): string {
  const dot = name.lastIndexOf('.');
  const own = name.slice(dot + 1);
  if (dot >= 0) return `{${letters(own)}}_{${upright(name.slice(0, dot))}}`;
  return letters(own);
}

function letters(name: string): string {
  const [, stem = name, digits = ''] = /^([A-Za-z]+?)(\d+)$/.exec(name) ?? [];
  const low = digits === '' ? '' : `_{${digits}}`;
  if (GREEK.has(stem)) return `\\${stem}${low}`;
  if (stem.length === 1) return `${stem}${low}`;
  return `${upright(stem)}${low}`;
}

function upright(text: string): string {
  return `\\mathrm{${text.replaceAll('_', '\\_')}}`;
}
