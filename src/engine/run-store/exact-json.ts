/**
 * JSON that gives back the same bits. Finite numbers print and parse exactly; NaN, the infinities,
 * minus zero and arrays of doubles, which JSON has no word for, are written as tagged objects.
 */
export function printExactly(value: unknown): string {
  return JSON.stringify(encode(value));
}

export function parseExactly(text: string): unknown {
  return decode(JSON.parse(text));
}

export function toBase64(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

export function fromBase64(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Float64Array(Math.floor(bytes.length / 8));
  new Uint8Array(values.buffer).set(bytes.subarray(0, values.byteLength));
  return values;
}

const NUMBER = '#number';
const DOUBLES = '#doubles';

function encode(value: unknown): unknown {
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { [NUMBER]: '-0' };
    return Number.isFinite(value) ? value : { [NUMBER]: String(value) };
  }
  if (value instanceof Float64Array) return { [DOUBLES]: toBase64(value) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, encode(part)]));
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if (NUMBER in value) return Number(value[NUMBER]);
  if (DOUBLES in value) return fromBase64(String(value[DOUBLES]));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decode(part)]));
}
