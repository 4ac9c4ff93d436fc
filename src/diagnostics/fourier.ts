/** An in-place fast Fourier transform of one power-of-two size (Cooley & Tukey 1965, radix 2). */
export class Fourier {
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly reversed: Uint32Array;

  constructor(readonly size: number) {
    const half = size >> 1;
    this.cosines = Float64Array.from({ length: half }, (_, k) =>
      Math.cos((2 * Math.PI * k) / size),
    );
    this.sines = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.reversed = new Uint32Array(size);
    for (let k = 1; k < size; k++) {
      this.reversed[k] = (this.reversed[k >> 1]! >> 1) | (k & 1 ? half : 0);
    }
  }

  /** Replaces the series by sum_n x_n exp(-2 pi i k n / size). */
  transform(real: Float64Array, imaginary: Float64Array): void {
    this.permute(real);
    this.permute(imaginary);
    for (let half = 1; half < this.size; half <<= 1) this.combine(real, imaginary, half);
  }

  private permute(series: Float64Array): void {
    for (let k = 0; k < this.size; k++) {
      const other = this.reversed[k]!;
      if (other <= k) continue;
      const kept = series[k]!;
      series[k] = series[other]!;
      series[other] = kept;
    }
  }

  /** Joins neighbouring transforms of length `half` into transforms of twice that length. */
  private combine(real: Float64Array, imaginary: Float64Array, half: number): void {
    const { size, cosines, sines } = this;
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const c = cosines[k * stride]!;
        const s = sines[k * stride]!;
        const low = start + k;
        const high = low + half;
        const re = real[high]! * c + imaginary[high]! * s;
        const im = imaginary[high]! * c - real[high]! * s;
        real[high] = real[low]! - re;
        imaginary[high] = imaginary[low]! - im;
        real[low] = real[low]! + re;
        imaginary[low] = imaginary[low]! + im;
      }
    }
  }
}
