import { InvariantError } from '../base/diagnostic.js';

/** A graph in DOT, laid out by Graphviz and drawn as SVG. */
export async function graphSvg(dot: string): Promise<string> {
  // Loaded when asked for: it is a megabyte of WebAssembly, and most commands draw nothing.
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const result = viz.render(dot, { format: 'svg' });
  if (result.status === 'success') return result.output;
  const reasons = result.errors.map(({ message }) => message).join('; ');
  throw new InvariantError(`Graphviz refuses a graph: ${reasons}`);
}
