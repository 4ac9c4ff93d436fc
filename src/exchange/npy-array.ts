import {
  malformed,
  NUMBER_TYPES,
  readNumbers,
  type BinaryArray,
  type NumberType,
} from './binary-array.js';

const MAGIC = [0x93, ...Buffer.from('NUMPY')];

/**
 * An array as NumPy saves it, versions 1 to 3 (NumPy enhancement proposal 1): whole numbers, truth values and floats of
 * either byte order, in C or Fortran order.
 */
export function readNpy(file: string, bytes: Uint8Array): BinaryArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  const known = MAGIC.every((byte, i) => bytes[i] === byte) && version >= 1 && version <= 3;
  const lengthBytes = version === 1 ? 2 : 4;
  if (!known || bytes.length < 8 + lengthBytes) {
    const problem = 'an .npy file begins with the byte 147, NUMPY and a version from 1 to 3';
    throw malformed(file, problem, 'write it with numpy.save');
  }
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = 8 + lengthBytes + length;
  const text = Buffer.from(bytes.subarray(8 + lengthBytes, start)).toString('utf8');
  const { type, little, fortran, shape } = headerOf(file, text);
  const values = readNumbers(file, view, start, shape, type, little);
  return { shape, values: fortran ? rowMajor(values, shape) : values };
}

interface Header {
  readonly type: NumberType;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

function headerOf(file: string, text: string): Header {
  const descr = /'descr':\s*'([<>|=])(\w+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text);
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text);
  if (order === null || sizes === null || !text.includes("'descr'")) {
    const problem = `its header is not one of NumPy's: ${text.trim().slice(0, 80)}`;
    throw malformed(file, problem, 'write it with numpy.save');
  }
  const name = descr?.[2] === 'b1' ? 'u1' : descr?.[2];
  if (name === undefined || !isNumberType(name)) {
    const given = /'descr':\s*(.+?),\s*'fortran/.exec(text)?.[1] ?? 'unknown';
    const problem = `its elements are of type ${given}, and not real numbers`;
    throw malformed(file, problem, 'save it as float64, or as whole numbers');
  }
  const shape = sizes[1]!.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  return {
    ...{ type: NUMBER_TYPES[name], little: descr![1] !== '>' },
    ...{ fortran: order[1] === 'True', shape },
  };
}

function isNumberType(name: string): name is keyof typeof NUMBER_TYPES {
  return Object.hasOwn(NUMBER_TYPES, name);
}

/** Elements whose first index is fastest, in the order in which the last one is. */
function rowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  let from = 0;
  return values.map(() => {
    const value = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    return value;
  });
}
