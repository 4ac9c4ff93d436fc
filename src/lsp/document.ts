import { fileURLToPath } from 'node:url';
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DiagnosticError } from '../base/diagnostic.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import type { SourceText, Span } from '../base/source.js';
import { changesOf, withFiles } from '../cli/inputs.js';
import {
  homeOf,
  standardLibrary,
  type Template,
  type TemplateKind,
} from '../compiler/2-check/home.js';
import { check, type CheckReport } from '../compiler/compile.js';
import { dataBeside } from '../exchange/index.js';
import { plan, type PlanResult } from '../index.js';
import { occurrencesOf, type Occurrence } from './occurrences.js';

export interface DataSettings {
  /** Path of the data; else those that lie beside the model. */
  readonly data?: string;
  readonly bindings?: readonly string[];
  /** Directories of the runs that `from_run` names: `pilot=runs/a`. */
  readonly runs?: readonly string[];
}

/** A file, and what a name means in it. */
export interface Origin {
  readonly path: string;
  readonly symbol: string;
}

const KINDS: readonly TemplateKind[] = ['activation', 'prior'];

/** How an unknown is moved. */
export interface Assignment {
  readonly sampler: string;
  readonly conditional: string;
  readonly because: string;
}

/** One version of a model's text and what is known of it, each thing found when it is first asked for. */
export class ModelDocument {
  /** The text is one object that changes; what is known here is of this version. */
  readonly version: number;
  readonly source: SourceText;
  readonly report: CheckReport;
  readonly occurrences: readonly Occurrence[];
  /** Every file that the model uses, directly or through others. */
  readonly uses: ReadonlySet<string>;
  private planned: Promise<ReadonlyMap<string, Assignment> | undefined> | undefined;

  /** `written`: the texts of open files, which may be newer than what is on disk. */
  constructor(
    readonly text: TextDocument,
    private readonly settings: DataSettings,
    written: (path: string) => string | undefined,
  ) {
    this.version = text.version;
    const name = pathOf(text.uri);
    this.source = withFiles({ name, text: text.getText() }, written);
    this.uses = new Set(namesUsed(this.source));
    const fits = fitsOf(this.source, settings);
    this.report = check(this.source, undefined, { priors: [], bindings: [], fits });
    const home = homeOf(this.report.program, () => undefined);
    this.templateOf = (name) => home.find('activation', name) ?? home.find('prior', name);
    this.occurrences = occurrencesOf(
      this.report.program,
      (name) => this.templateOf(name)?.declaration,
    );
  }

  /** An activation or a prior by the name that it has here, and where it is declared. */
  readonly templateOf: (name: string) => Template<TemplateKind> | undefined;

  /** What a symbol means, whatever file it is met in; undefined for what the standard library declares. */
  originOf(symbol: string): Origin | undefined {
    const name = /^(?:template|local) ([^/]+)/.exec(symbol)?.[1];
    const template = name === undefined ? undefined : this.templateOf(name);
    if (template === undefined) return { path: this.source.name, symbol };
    const { home } = template;
    const standard = KINDS.some((kind) => standardLibrary.find(kind, name!)?.home === home);
    return standard ? undefined : { path: home.source.name, symbol };
  }

  rangeOf({ start, end }: Span): Range {
    return { start: this.text.positionAt(start), end: this.text.positionAt(end) };
  }

  occurrenceAt(offset: number): Occurrence | undefined {
    return this.occurrences.find(({ span }) => span.start <= offset && offset <= span.end);
  }

  /** The sampler of every unknown; undefined where there are no data that fit, or the model is not well formed. */
  plan(): Promise<ReadonlyMap<string, Assignment> | undefined> {
    this.planned ??= this.assignments();
    return this.planned;
  }

  private async assignments(): Promise<ReadonlyMap<string, Assignment> | undefined> {
    if (this.report.model === undefined) return undefined;
    const { data, ...settings } = this.settings;
    const candidates = data === undefined ? dataBeside(this.source.name) : [data];
    for (const path of candidates) {
      // Data that do not fit are the affair of `bnn check --data`, and other data may.
      const result = await plan({ model: this.source, data: path, ...settings }).catch(
        () => undefined,
      );
      if (result !== undefined) return assignmentsOf(result);
    }
    return undefined;
  }
}

/** The path of a file that an editor speaks of; what is in no file goes by its address. */
export function pathOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}

function namesUsed({ uses = new Map() }: SourceText): string[] {
  return [...uses.values()].flatMap((used) =>
    'problem' in used ? [] : [used.name, ...namesUsed(used)],
  );
}

/** Runs that cannot be read are those that the check then misses. */
function fitsOf(source: SourceText, { runs = [] }: DataSettings): readonly FittedQuantity[] {
  try {
    return changesOf(source, { runs }).fits;
  } catch (thrown) {
    if (!(thrown instanceof DiagnosticError)) throw thrown;
    return [];
  }
}

function assignmentsOf({ plan: { blocks } }: PlanResult): ReadonlyMap<string, Assignment> {
  return new Map(
    blocks.flatMap(({ conditionals, sampler, conditional, because }) =>
      conditionals.map(
        ({ variable }) => [variable.name, { sampler, conditional, because }] as const,
      ),
    ),
  );
}
