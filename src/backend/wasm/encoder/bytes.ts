/** Bytes that grow as they are written, in the encodings of the binary format. */
export class Bytes {
  private data = new Uint8Array(256);
  private length = 0;

  byte(...values: readonly number[]): this {
    this.reserve(values.length);
    for (const value of values) this.data[this.length++] = value;
    return this;
  }

  /** An integer in [0, 2^32), LEB128. */
  unsigned(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.byte(rest);
  }

  /** A 64-bit integer, signed LEB128. */
  signed(value: bigint): this {
    let rest = value;
    while (rest < -64n || rest > 63n) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    return this.byte(Number(rest & 0x7fn));
  }

  /** The lanes of a typed array as they lie in a little-endian memory. */
  raw(lanes: Float32Array | Float64Array | Uint8Array | Int32Array | BigInt64Array): this {
    const width = lanes.BYTES_PER_ELEMENT;
    const source = new Uint8Array(lanes.buffer, lanes.byteOffset, lanes.byteLength);
    this.reserve(source.length);
    for (let start = 0; start < source.length; start += width) {
      for (let i = 0; i < width; i++) {
        this.data[this.length++] = source[start + (LITTLE_ENDIAN ? i : width - 1 - i)]!;
      }
    }
    return this;
  }

  /** Text as a counted vector of UTF-8 bytes. */
  name(text: string): this {
    return this.counted(new TextEncoder().encode(text));
  }

  /** Other bytes, their count before them. */
  counted(content: Uint8Array): this {
    return this.unsigned(content.length).append(content);
  }

  append(content: Uint8Array): this {
    this.reserve(content.length);
    this.data.set(content, this.length);
    this.length += content.length;
    return this;
  }

  written(): Uint8Array<ArrayBuffer> {
    return this.data.slice(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.data.length) return;
    const grown = new Uint8Array(2 * (this.length + more));
    grown.set(this.data);
    this.data = grown;
  }
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
