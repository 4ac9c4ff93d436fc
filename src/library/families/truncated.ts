import { drawLogConcaveBetween } from '../../base/random/log-concave-between.js';
import type { LogSlope } from '../../base/random/log-concave.js';
import { drawPositiveNormal, drawUnitQuadratic } from '../../base/random/truncated.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { ElementFamily } from '../family.js';
import { normalFamily } from './normal.js';
import { printedSum } from './printed-sum.js';

/** A family between two ends, which follow its natural parameters and may be infinite. */
export interface TruncatedFamily extends ElementFamily {
  readonly support: 'interval';
  readonly base: ElementFamily;
}

/** Draws without ends that are tried; each that lies between them is one of the law between them. */
const TRIALS = 3;

/** What is closed without ends is closed between them, and more is proper there. */
export function truncatedFamily(base: ElementFamily): TruncatedFamily {
  const count = base.statistics.length;
  const law = base === normalFamily ? NORMAL : concaveLaw(base.statistics);
  return {
    base,
    name: `truncated(${base.name})`,
    of: 'elements',
    support: 'interval',
    statistics: base.statistics,
    parameterNames: [...base.statistics, 'lower', 'upper'],
    parameters(eta) {
      const [lower, upper] = eta.slice(count) as [number, number];
      const isLaw = lower < upper && eta.slice(0, count).every(Number.isFinite);
      return isLaw && law.isProper(eta, lower, upper) ? eta : undefined;
    },
    describe(eta) {
      const [lower, upper] = eta.slice(count) as [string, string];
      const ends = [
        ...(lower === (base.support === 'real' ? '-Infinity' : '0') ? [] : [`lower = ${lower}`]),
        ...(upper === 'Infinity' ? [] : [`upper = ${upper}`]),
      ];
      return `truncated(${[base.describe(eta.slice(0, count)), ...ends].join(', ')})`;
    },
    latex(eta) {
      const ends = eta.slice(count).map((end) => end(1).replace('Infinity', '\\infty'));
      return `${base.latex(eta.slice(0, count))}\\text{ on }\\left(${ends.join(',\\ ')}\\right)`;
    },
    sample(stream, eta) {
      const [lower, upper] = eta.slice(count) as [number, number];
      // Where most of the law without ends lies between them its own draw is the cheapest.
      const whole = base.parameters(eta.slice(0, count));
      for (let trial = 0; whole !== undefined && trial < TRIALS; trial++) {
        const draw = base.sample(stream, whole);
        if (draw > lower && draw < upper) return draw;
      }
      return inside(law.draw(stream, eta, lower, upper), lower, upper);
    },
  };
}

/** The whole has no law: x^a is improper at 0 or at infinity. Above an end, a Pareto. */
const POWER: ElementFamily = {
  name: 'power',
  of: 'elements',
  support: 'positive',
  statistics: ['log(x)'],
  parameterNames: ['exponent'],
  parameters: () => undefined,
  describe: ([log]) => `x^(${log!})`,
  latex: ([log]) => `x^{${log!(1)}}`,
  sample: () => NaN,
};

/** Densities in proportion to a power of x between two ends that are not negative. */
export function powerFamily(): TruncatedFamily {
  const truncated = truncatedFamily(POWER);
  const isPareto = (lower: string, upper: string) => upper === 'Infinity' && lower !== '0';
  return {
    ...truncated,
    describe(eta) {
      const [log, lower, upper] = eta as [string, string, string];
      if (!isPareto(lower, upper)) return truncated.describe(eta);
      return `pareto(${lower}, ${printedSum(log, -1, -1)})`;
    },
    latex(eta) {
      const [log, lower, upper] = eta as typeof eta &
        [(typeof eta)[0], (typeof eta)[0], (typeof eta)[0]];
      if (!isPareto(lower(1), upper(1))) return truncated.latex(eta);
      return `\\operatorname{Pareto}\\left(${lower(1)},\\ ${log(-1, -1)}\\right)`;
    },
  };
}

interface Law {
  /** Given finite natural parameters, and ends in order. */
  isProper(eta: readonly number[], lower: number, upper: number): boolean;
  draw(stream: RandomStream, eta: readonly number[], lower: number, upper: number): number;
}

const NORMAL: Law = {
  isProper([linear, quadratic], lower, upper) {
    if (lower > -Infinity && upper < Infinity) return true;
    if (quadratic! < 0) return true;
    return quadratic === 0 && (lower > -Infinity ? linear! < 0 : upper < Infinity && linear! > 0);
  },
  draw: (stream, [linear, quadratic], lower, upper) =>
    drawQuadratic(stream, linear!, quadratic!, lower, upper),
};

/** Density proportional to exp(linear x + quadratic x^2) between the ends. */
function drawQuadratic(
  stream: RandomStream,
  linear: number,
  quadratic: number,
  lower: number,
  upper: number,
): number {
  if (upper === Infinity) {
    if (quadratic === 0) return lower - stream.exponential() / linear;
    return drawAbove(stream, linear, quadratic, lower);
  }
  if (lower === -Infinity) return -drawQuadratic(stream, -linear, quadratic, -upper, Infinity);
  const width = upper - lower;
  const slope = width * (linear + 2 * quadratic * lower);
  return lower + width * drawUnitQuadratic(stream, slope, quadratic * width * width);
}

function drawAbove(stream: RandomStream, linear: number, quadratic: number, lower: number): number {
  const sd = Math.sqrt(-0.5 / quadratic);
  const mean = linear * sd * sd;
  if (lower === -Infinity) return mean + sd * stream.normal();
  return lower + drawPositiveNormal(stream, mean - lower, sd);
}

/** Log density, up to a constant, in a coordinate in which laws of some statistics are log-concave. */
interface Coordinate {
  from(x: number): number;
  to(t: number): number;
  /** From the weights of the statistics, those of the log Jacobian among them. */
  density(weights: readonly number[]): (t: number) => LogSlope;
}

function logCoordinate(statistics: readonly string[]): Coordinate {
  const powers = statistics.map((name) => (name === 'log(x)' ? 0 : powerOf(name)));
  return {
    from: (x) => Math.log(x),
    to: (t) => Math.exp(t),
    density: (weights) => (t) => {
      let [log, slope] = [0, 0];
      for (let k = 0; k < powers.length; k++) {
        const [weight, power] = [weights[k]!, powers[k]!];
        const value = power === 0 ? weight * t : weight && weight * Math.exp(power * t);
        log += value;
        slope += power === 0 ? weight : power * value;
      }
      return { log, slope };
    },
  };
}

/** Of weights of log(x) and log(1 - x). */
const LOGIT: Coordinate = {
  from: (x) => Math.log(x) - Math.log1p(-x),
  to: (t) => 1 / (1 + Math.exp(-t)),
  density:
    ([a, b]) =>
    (t) => ({
      log: a! * logSigmoid(t) + b! * logSigmoid(-t),
      slope: a! / (1 + Math.exp(t)) - b! / (1 + Math.exp(-t)),
    }),
};

function logSigmoid(t: number): number {
  return t < 0 ? t - Math.log1p(Math.exp(t)) : -Math.log1p(Math.exp(-t));
}

function powerOf(statistic: string): number {
  return Number(statistic.split('^')[1] ?? 1);
}

/** A law of powers and the log of x > 0, or of log(x) and log(1 - x). */
function concaveLaw(statistics: readonly string[]): Law {
  const isUnit = statistics.includes('log(1-x)');
  const { from, to, density } = isUnit ? LOGIT : logCoordinate(statistics);
  const jacobian = statistics.map((name) => (name.startsWith('log(') ? 1 : 0));
  const weightsOf = (eta: readonly number[]) => jacobian.map((one, k) => eta[k]! + one);
  return {
    isProper(eta, lower, upper) {
      const weights = weightsOf(eta);
      const isConcave = statistics.every((name, k) =>
        isUnit ? weights[k]! >= 0 : name === 'log(x)' || weights[k]! <= 0,
      );
      return isConcave && fallsAtEnds(statistics, weights, lower > 0, upper);
    },
    draw: (stream, eta, lower, upper) =>
      to(
        drawLogConcaveBetween(
          stream,
          density(weightsOf(eta)),
          from(Math.max(lower, 0)),
          from(upper),
        ),
      ),
  };
}

/** Whether the density falls off towards each end of the whole support that is not cut off. */
function fallsAtEnds(
  statistics: readonly string[],
  weights: readonly number[],
  isCutBelow: boolean,
  upper: number,
): boolean {
  const weight = (wanted: (name: string) => boolean) =>
    statistics.reduce((sum, name, k) => sum + (wanted(name) ? Math.abs(weights[k]!) : 0), 0);
  const log = weights[statistics.indexOf('log(x)')]!;
  if (statistics.includes('log(1-x)')) {
    const other = weights[statistics.indexOf('log(1-x)')]!;
    return (isCutBelow || log > 0) && (upper < 1 || other > 0);
  }
  const below = isCutBelow || log > 0 || weight((name) => name.includes('^-')) > 0;
  const above =
    upper < Infinity || log < 0 || weight((name) => name !== 'log(x)' && !name.includes('^-')) > 0;
  return below && above;
}

/** A draw that rounds to an end, or beyond, is put just inside. */
function inside(draw: number, lower: number, upper: number): number {
  if (draw > lower && draw < upper) return draw;
  const [low, high] = [Math.max(lower, -Number.MAX_VALUE), Math.min(upper, Number.MAX_VALUE)];
  const inward = (end: number, to: number) =>
    end + Math.sign(to - end) * Math.max(Math.abs(end) * Number.EPSILON, 1e-300);
  return draw > lower ? inward(high, low) : inward(low, high);
}
