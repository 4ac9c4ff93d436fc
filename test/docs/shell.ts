/** The words of one shell line: quotes removed, a comment at the end left out. */
export function wordsOf(line: string): string[] {
  const words = line.match(/#.*$|(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words
    .filter((word) => !word.startsWith('#'))
    .map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

export interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** The fenced blocks of a Markdown text, in order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    lines: text.trimEnd().split('\n'),
  }));
}

const MOST = { '--chains': 2, '--warmup': 30, '--draws': 30, '--max-treedepth': 4 };

/** The same `bnn sample` or `bnn compare` with few draws, which a test has time for. */
export function shrunk(argv: readonly string[]): string[] {
  if (argv[0] !== 'sample' && argv[0] !== 'compare') return [...argv];
  const options = Object.keys(MOST);
  const isShrunk = (word = '') => options.includes(word);
  const kept = argv.filter((word, i) => !isShrunk(word) && !isShrunk(argv[i - 1]));
  const small = Object.entries(MOST).flatMap(([option, most]) => {
    const given = argv.indexOf(option);
    const value = given < 0 ? most : Math.min(most, Number(argv[given + 1]));
    return [option, String(value)];
  });
  return [...kept, ...small];
}
