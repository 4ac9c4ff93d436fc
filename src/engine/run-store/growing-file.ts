import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { damaged } from './damage.js';
import { bytesOf, writeAll } from './durable.js';

const BUFFERED = 1 << 17;

/** A file of doubles that is only ever appended to. */
export class GrowingFile {
  private readonly file: number;
  private readonly buffer = new Float64Array(BUFFERED);
  private pending = 0;
  private written: number;
  private synced: number;

  /** Cuts the file to its first `bytes`: those that its checkpoint vouches for. */
  constructor(path: string, bytes: number) {
    this.file = openSync(path, 'a');
    const { size } = fstatSync(this.file);
    if (size < bytes) {
      closeSync(this.file);
      throw damaged(path, `it has ${String(size)} bytes of the ${String(bytes)} checkpointed`);
    }
    ftruncateSync(this.file, bytes);
    this.written = bytes;
    this.synced = bytes;
  }

  get bytes(): number {
    return this.written + 8 * this.pending;
  }

  append(row: Float64Array): void {
    if (this.pending + row.length > BUFFERED) this.flush();
    if (row.length > BUFFERED) {
      this.write(row);
    } else {
      this.buffer.set(row, this.pending);
      this.pending += row.length;
    }
  }

  /** Returns once all that was appended is on the disk. */
  sync(): void {
    this.flush();
    if (this.synced === this.written) return;
    fsyncSync(this.file);
    this.synced = this.written;
  }

  close(): void {
    closeSync(this.file);
  }

  private flush(): void {
    this.write(this.buffer.subarray(0, this.pending));
    this.pending = 0;
  }

  private write(values: Float64Array): void {
    writeAll(this.file, bytesOf(values));
    this.written += values.byteLength;
  }
}
