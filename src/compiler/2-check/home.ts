import { InvariantError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import type { SourceText } from '../../base/source.js';
import { standardFiles } from '../../library/index.js';
import { parse } from '../1-parse/index.js';
import type {
  ActivationDeclaration,
  Identifier,
  PriorDeclaration,
  Program,
  Use,
} from '../1-parse/program.js';
import { checkMessages } from './messages.js';
import { templateMessages } from './template-messages.js';

interface Declared {
  readonly activation: ActivationDeclaration;
  readonly prior: PriorDeclaration;
}
export type TemplateKind = keyof Declared;

/** An activation or a prior, and the file that its own text reads names in. */
export interface Template<K extends TemplateKind> {
  readonly declaration: Declared[K];
  readonly home: Home;
}

/** What a file may name: what it declares, then what it uses from other files, then the standard library. */
export interface Home {
  readonly source: SourceText;
  find<K extends TemplateKind>(kind: K, name: string): Template<K> | undefined;
  names(kind: TemplateKind): readonly string[];
}

type Report = (found: Diagnostic) => void;

/** The priors and activations of a program; used texts that are missing, broken or circular are reported. */
export function homeOf(program: Program, report: Report): Home {
  return new FileHome(program, report);
}

class FileHome implements Home {
  readonly source: SourceText;
  private readonly own = { activation: new Map(), prior: new Map() } as {
    readonly [K in TemplateKind]: Map<string, Template<K>>;
  };

  constructor(
    program: Program,
    private readonly report: Report,
  ) {
    this.source = program.source;
    for (const statement of program.statements) {
      if (statement.kind === 'activation' || statement.kind === 'prior') {
        this.add(statement.kind, statement.name, { declaration: statement, home: this });
      }
    }
    for (const statement of program.statements) if (statement.kind === 'use') this.use(statement);
  }

  find<K extends TemplateKind>(kind: K, name: string): Template<K> | undefined {
    return this.offers(kind, name) ?? standardLibrary.find(kind, name);
  }

  names(kind: TemplateKind): readonly string[] {
    return [...new Set([...this.own[kind].keys(), ...standardLibrary.names(kind)])];
  }

  /** What another file can use: no standard names. */
  offers<K extends TemplateKind>(kind: K, name: string): Template<K> | undefined {
    return this.own[kind].get(name) as Template<K> | undefined;
  }

  offered(kind: TemplateKind): readonly string[] {
    return [...this.own[kind].keys()];
  }

  private add(kind: TemplateKind, { name, span }: Identifier, found: Template<TemplateKind>): void {
    if (this.own[kind].has(name)) {
      const place = { source: this.source, span };
      this.report(diagnostic(checkMessages.declaredTwice, { name }, place));
      return;
    }
    (this.own[kind] as Map<string, Template<TemplateKind>>).set(name, found);
  }

  private use({ items, from }: Use): void {
    const file = from === undefined ? undefined : this.read(from);
    if (from !== undefined && file === undefined) return;
    const find = (kind: TemplateKind, name: string) =>
      file === undefined ? standardLibrary.find(kind, name) : file.offers(kind, name);
    for (const { what, name } of items) {
      const found = find(what, name.name);
      if (found !== undefined) {
        this.add(what, name, found);
        continue;
      }
      const other = what === 'prior' ? 'activation' : 'prior';
      const known = file === undefined ? standardLibrary.names(what) : file.offered(what);
      const remedy =
        find(other, name.name) === undefined
          ? didYouMean(name.name, known, `declare it: ${what} ${name.name}(...)`)
          : `write use ${other} ${name.name}`;
      const values = { what, name: name.name, where: from?.path ?? 'the standard library', remedy };
      const place = { source: this.source, span: name.span };
      this.report(diagnostic(templateMessages.useName, values, place));
    }
  }

  /** Another file; undefined after reporting why there is none. */
  private read({ path, span }: NonNullable<Use['from']>): FileHome | undefined {
    const used = this.source.uses?.get(path);
    if (used === undefined || 'problem' in used) {
      const message =
        used?.problem === 'cycle' ? templateMessages.useCycle : templateMessages.useFile;
      const reason = used?.reason ?? 'no text was given for it';
      this.report(diagnostic(message, { path, reason }, { source: this.source, span }));
      return undefined;
    }
    const { program, diagnostics } = parse(used);
    diagnostics.forEach(this.report);
    return new FileHome(program, this.report);
  }
}

const parsed = new Map<string, Home>();

/** The standard library: a file of it is parsed when a name in it is first asked for. */
export const standardLibrary: Home = {
  source: { name: 'standard library', text: '' },
  find: (kind, name) => {
    const file = standardFiles.find((one) => one[kind].includes(name));
    return file && standardFile(file).find(kind, name);
  },
  names: (kind) => standardFiles.flatMap((file) => file[kind]),
};

function standardFile({ name, text }: (typeof standardFiles)[number]): Home {
  let home = parsed.get(name);
  if (home === undefined) {
    const { program } = parse({ name: `standard/${name}`, text });
    home = homeOf(program, (found) => {
      throw new InvariantError(`${name}: ${found.what}`);
    });
    parsed.set(name, home);
  }
  return home;
}
