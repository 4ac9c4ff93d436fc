import { DiagnosticError, type Diagnostic } from './base/diagnostic.js';
import type { SourceText } from './base/source.js';
import { changesOf, datasetOf, readModel, type DataInput, type ModelInput } from './cli/inputs.js';
import { check } from './compiler/compile.js';
import { modelGraph, type ModelGraph } from './compiler/model-graph.js';

export interface GraphResult {
  readonly source: SourceText;
  /** For `dotText`, whose text `graphSvg` draws. */
  readonly graph: ModelGraph;
  readonly warnings: readonly Diagnostic[];
}

/** The factor graph that a model writes down: with data, the size of every plate too. */
export async function graph(input: ModelInput & Partial<DataInput>): Promise<GraphResult> {
  const source = readModel(input.model);
  const dataset = input.data === undefined ? undefined : await datasetOf(input.data);
  const changes = changesOf(source, input);
  const { model, sizes, diagnostics } = check(source, dataset, changes);
  const wrong = diagnostics.some(({ severity }) => severity === 'error');
  if (model === undefined || wrong) throw new DiagnosticError(diagnostics);
  return {
    source,
    graph: modelGraph(model, sizes),
    warnings: [...diagnostics, ...changes.warnings],
  };
}
