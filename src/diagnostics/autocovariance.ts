import { Fourier } from './fourier.js';
import type { Sample } from './sample.js';

/**
 * Autocovariance at every lag, averaged over chains, in O(n log n) by the Wiener-Khinchin theorem.
 * Buffers are kept, so one instance serves any number of samples with chains of one length.
 */
export class Autocovariance {
  private readonly fourier: Fourier;
  private readonly real: Float64Array;
  private readonly imaginary: Float64Array;
  private readonly power: Float64Array;
  private readonly lags: Float64Array;

  constructor(readonly draws: number) {
    // Padding to twice the length keeps the circular correlation from wrapping around.
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * draws)));
    this.fourier = new Fourier(size);
    this.real = new Float64Array(size);
    this.imaginary = new Float64Array(size);
    this.power = new Float64Array(size);
    this.lags = new Float64Array(draws);
  }

  /** Biased estimates (divided by n), lags 0 to n-1. The array is overwritten by the next call. */
  average({ chains, draws, values }: Sample): Float64Array {
    this.power.fill(0);
    for (let chain = 0; chain < chains; chain += 2) {
      centre(values, chain * draws, draws, this.real);
      if (chain + 1 < chains) centre(values, (chain + 1) * draws, draws, this.imaginary);
      else this.imaginary.fill(0);
      this.addPower();
    }
    return this.fromPower(chains * draws);
  }

  /**
   * Two real chains go through one complex transform: the symmetric part of |Z|^2 is
   * |A|^2 + |B|^2, and only the symmetric part reaches the real part of the way back.
   */
  private addPower(): void {
    const { real, imaginary, power } = this;
    this.fourier.transform(real, imaginary);
    for (let k = 0; k < power.length; k++) power[k]! += real[k]! ** 2 + imaginary[k]! ** 2;
  }

  private fromPower(count: number): Float64Array {
    this.real.set(this.power);
    this.imaginary.fill(0);
    this.fourier.transform(this.real, this.imaginary);
    const scale = 1 / (this.fourier.size * count);
    for (let lag = 0; lag < this.draws; lag++) this.lags[lag] = this.real[lag]! * scale;
    return this.lags;
  }
}

function centre(values: Float64Array, start: number, length: number, into: Float64Array): void {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += values[start + k]!;
  const mean = sum / length;
  for (let k = 0; k < length; k++) into[k] = values[start + k]! - mean;
  into.fill(0, length);
}
