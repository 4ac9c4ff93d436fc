import { fileURLToPath } from 'node:url';
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceText, Span } from '../base/source.js';
import { withFiles } from '../cli/inputs.js';
import { check, type CheckReport } from '../compiler/compile.js';
import { dataBeside } from '../exchange/index.js';
import { plan, type PlanResult } from '../index.js';
import { occurrencesOf, type Occurrence } from './occurrences.js';

export interface DataSettings {
  /** Path of the data; else those that lie beside the model. */
  readonly data?: string;
  readonly bindings?: readonly string[];
}

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
  private planned: Promise<ReadonlyMap<string, Assignment> | undefined> | undefined;

  constructor(
    readonly text: TextDocument,
    private readonly settings: DataSettings,
  ) {
    const { uri, version } = text;
    this.version = version;
    const name = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
    this.source = withFiles({ name, text: text.getText() });
    this.report = check(this.source, undefined, { priors: [], bindings: [] });
    this.occurrences = occurrencesOf(this.report.program);
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
    const { data, bindings = [] } = this.settings;
    const candidates = data === undefined ? dataBeside(this.source.name) : [data];
    for (const path of candidates) {
      // Data that do not fit are the affair of `bnn check --data`, and other data may.
      const result = await plan({ model: this.source, data: path, bindings }).catch(
        () => undefined,
      );
      if (result !== undefined) return assignmentsOf(result);
    }
    return undefined;
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
