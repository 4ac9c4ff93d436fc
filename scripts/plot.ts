/** A small SVG plot: points, a line and a band over two linear axes. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly band: readonly (Point & { readonly top: number })[];
  readonly line: readonly Point[];
  readonly seen: readonly Point[];
  readonly unseen: readonly Point[];
}

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 64;
const RIGHT = WIDTH - 20;
const TOP = 44;
const BOTTOM = HEIGHT - 56;

export function renderPlot(plot: Plot): string {
  const across = (x: number) =>
    LEFT + ((x - plot.x.from) / (plot.x.to - plot.x.from)) * (RIGHT - LEFT);
  const up = (y: number) =>
    BOTTOM - ((y - plot.y.from) / (plot.y.to - plot.y.from)) * (BOTTOM - TOP);
  const path = (points: readonly Point[]) =>
    points.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(' ');
  const edge = [...plot.band].reverse().map(({ x, top }) => ({ x, y: top }));
  const circle = ({ x, y }: Point, style: string) =>
    `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="4.5" ${style}/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(LEFT, 24, plot.title, 'font-size="15" font-weight="600"'),
    `<clipPath id="frame"><rect x="${String(LEFT)}" y="${String(TOP)}" width="${String(RIGHT - LEFT)}" height="${String(BOTTOM - TOP)}"/></clipPath>`,
    ...axes(plot, across, up),
    `<g clip-path="url(#frame)">`,
    `<polygon points="${path([...plot.band, ...edge])}" fill="#2a6fbb" fill-opacity="0.22"/>`,
    `<polyline points="${path(plot.line)}" fill="none" stroke="#2a6fbb" stroke-width="2.2"/>`,
    ...plot.seen.map((p) => circle(p, 'fill="#ffffff" stroke="#333333" stroke-width="1.4"')),
    ...plot.unseen.map((p) => circle(p, 'fill="#d1495b" stroke="#ffffff"')),
    '</g>',
    ...legend(),
    '</svg>',
    '',
  ].join('\n');
}

function axes(plot: Plot, across: (x: number) => number, up: (y: number) => number): string[] {
  const rule = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#dddddd"/>`;
  return [
    ...plot.x.ticks.flatMap((t) => [
      rule(across(t), TOP, across(t), BOTTOM),
      text(across(t), BOTTOM + 20, String(t), 'text-anchor="middle"'),
    ]),
    ...plot.y.ticks.flatMap((t) => [
      rule(LEFT, up(t), RIGHT, up(t)),
      text(LEFT - 8, up(t) + 4, String(t), 'text-anchor="end"'),
    ]),
    text((LEFT + RIGHT) / 2, HEIGHT - 14, plot.x.label, 'text-anchor="middle"'),
    text(
      18,
      (TOP + BOTTOM) / 2,
      plot.y.label,
      `text-anchor="middle" transform="rotate(-90 18 ${String((TOP + BOTTOM) / 2)})"`,
    ),
  ];
}

function legend(): string[] {
  const x = LEFT + 18;
  const y = TOP + 20;
  return [
    `<circle cx="${String(x)}" cy="${String(y)}" r="4.5" fill="#ffffff" stroke="#333333" stroke-width="1.4"/>`,
    text(x + 14, y + 4, 'measured, trained on'),
    `<circle cx="${String(x)}" cy="${String(y + 20)}" r="4.5" fill="#d1495b" stroke="#ffffff"/>`,
    text(x + 14, y + 24, 'measured, never seen'),
    `<rect x="${String(x - 7)}" y="${String(y + 34)}" width="14" height="12" fill="#2a6fbb" fill-opacity="0.22"/>`,
    `<line x1="${String(x - 7)}" x2="${String(x + 7)}" y1="${String(y + 40)}" y2="${String(y + 40)}" stroke="#2a6fbb" stroke-width="2.2"/>`,
    text(x + 14, y + 44, 'posterior mean and 90 % interval'),
  ];
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="#333333" ${attributes}>${content}</text>`;
}
