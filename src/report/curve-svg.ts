import type { Spec } from 'vega';
import type { Curve } from './curve.js';

/** A curve as an SVG picture, drawn by Vega without a browser. */
export async function curveSvg(curve: Curve): Promise<string> {
  // Loaded only where a picture is asked for.
  const { parse, View } = await import('vega');
  return await new View(parse(specOf(curve)), { renderer: 'none' }).toSVG();
}

const BLUE = '#2a6fbb';
const scaled = (field: string) => ({ scale: field === 'x' ? 'x' : 'y', field });

function specOf({ title, note, across, up, x, y, band, logarithmic }: Curve): Spec {
  const rows = x.map((at, i) => ({ x: at, y: y[i]!, low: band?.low[i], high: band?.high[i] }));
  const values = logarithmic ? rows.filter((row) => row.y > 0) : rows;
  const fields = band === undefined ? ['y'] : ['low', 'high', 'y'];
  return {
    ...{ width: 480, height: 300, padding: 12, background: 'white' },
    title: { text: title, subtitle: note, anchor: 'start', fontSize: 15, subtitlePadding: 4 },
    data: [{ name: 'curve', values }],
    scales: [
      {
        ...{ name: 'x', type: 'linear', range: 'width', zero: false, nice: false },
        domain: { data: 'curve', field: 'x' },
      },
      {
        ...{ name: 'y', type: logarithmic ? 'log' : 'linear', range: 'height' },
        ...{ nice: true, zero: false, domain: { data: 'curve', fields } },
      },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: across, grid: true, tickCount: 9 },
      { orient: 'left', scale: 'y', title: up, grid: true, tickCount: 7 },
    ],
    marks: [
      ...(band === undefined
        ? []
        : [
            {
              type: 'area' as const,
              from: { data: 'curve' },
              encode: {
                enter: {
                  ...{ x: scaled('x'), y: scaled('low'), y2: scaled('high') },
                  ...{ fill: { value: BLUE }, fillOpacity: { value: 0.22 } },
                },
              },
            },
          ]),
      {
        type: 'line',
        from: { data: 'curve' },
        encode: {
          enter: {
            ...{ x: scaled('x'), y: scaled('y') },
            ...{ stroke: { value: BLUE }, strokeWidth: { value: 2.2 } },
          },
        },
      },
    ],
  };
}
