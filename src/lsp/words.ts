import { keywordNames } from '../../grammar/tokens.js';
import { FIELD_TYPES } from '../compiler/2-check/field.js';
import { standardLibrary } from '../compiler/2-check/home.js';
import { clearingNames, distributions, functions, type Distribution } from '../library/index.js';
import { layers } from '../library/layers/index.js';

/** A word of the language or of its library. */
export interface Word {
  readonly name: string;
  readonly kind:
    'distribution' | 'function' | 'layer' | 'activation' | 'prior' | 'keyword' | 'type';
  readonly doc: string;
  /** A call with places to fill in, in the notation of snippets; the name alone where there is none. */
  readonly snippet: string;
}

const KEYWORD_SNIPPETS: Readonly<Record<string, string>> = {
  data: 'data {\n  ${1:y}: ${2:real}[${3:n}]\n}',
  observe: 'observe ${1:y} ~ ${2:normal}($3)',
  network:
    'network ${1:f}(${2:x}) {\n  layer ${3:output} = dense(${2:x}, ${4:1}) { weight ~ $5  bias ~ $6 }\n}',
  layer: 'layer ${1:hidden} = ${2:dense}(${3:x}, ${4:10}) { weight ~ $5  bias ~ $6 }',
  activation: 'activation ${1:name}(x; ${2:a}: ${3:positive}) = $4',
  prior: 'prior ${1:name}(w; ${2:scale}: positive = 1) {\n  w ~ $3\n}',
  infer: 'infer { ${1:tau} using ${2:nuts} }',
  generated: 'generated { ${1:name} = $2 }',
};

/** Everything that the registries hold, so that what is added there is known here. */
export const WORDS: readonly Word[] = [
  ...keywordNames.map((name) => ({
    ...{ name, kind: 'keyword' as const, doc: 'a word of the language' },
    snippet: KEYWORD_SNIPPETS[name] ?? name,
  })),
  ...[...distributions.values()].map((distribution) => ({
    ...{ name: distribution.name, kind: 'distribution' as const },
    ...{ doc: distributionDoc(distribution), snippet: distributionSnippet(distribution) },
  })),
  ...functions.map(({ name, doc, arity }) => ({
    ...{ name, kind: 'function' as const, doc },
    snippet: `${name}(${places(arity)})`,
  })),
  ...[...layers.values()].map((layer) => ({
    ...{ name: layer.name, kind: 'layer' as const, doc: layer.doc },
    snippet: `${layer.name}(\${1:x}${layer.arguments.map((one, i) => `, \${${String(i + 2)}:${one.name}}`).join('')})`,
  })),
  ...(['activation', 'prior'] as const).flatMap((kind) =>
    standardLibrary.names(kind).map((name) => {
      const declared = standardLibrary.find(kind, name)?.declaration;
      const doc = declared?.doc ?? '';
      return { name, kind, doc, snippet: kind === 'prior' ? `${name}($1)` : name };
    }),
  ),
  ...FIELD_TYPES.map((name) => ({
    ...{ name, kind: 'type' as const, doc: 'a type of data, or the support of a parameter' },
    snippet: name,
  })),
];

/** What is told of a word, in Markdown. */
export function documentationOf(name: string): string | undefined {
  const found = WORDS.filter((word) => word.name === name);
  if (found.length === 0) return undefined;
  return found.map(({ kind, doc }) => `**${name}** (${kind})\n\n${doc}`).join('\n\n');
}

/** Every name that an argument of a distribution may have, with what it means. */
export function parametersOf(name: string): readonly { name: string; doc: string }[] {
  const ways = distributions.get(name)?.parameterisations ?? [];
  const all = ways.flatMap(({ parameters }) => parameters);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function distributionDoc({ doc, parameterisations, name, source }: Distribution): string {
  const forms = parameterisations.map(({ parameters }) => {
    const list = parameters.map((one) => `${one.name}: ${one.support}`).join(', ');
    return `- \`${name}(${list})\``;
  });
  return [doc, forms.join('\n'), `*${source}*`].join('\n\n');
}

function distributionSnippet({ name, parameters }: Distribution): string {
  const names = clearingNames(distributions.get(name)!, parameters.length, []);
  const list = parameters.map(
    (one, i) => `${names[i] === undefined ? '' : `${names[i]} = `}\${${String(i + 1)}:${one.name}}`,
  );
  return `${name}(${list.join(', ')})`;
}

function places(count: number): string {
  return Array.from({ length: count }, (_, i) => `$${String(i + 1)}`).join(', ');
}
