import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of numbers with a header; rows are samples. */
interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

interface Random {
  /** Uniform on (0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** Mulberry32 (T. Ettinger 2017, public domain) and Box-Muller: the data are made of these bits, so they may not change. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

const TEST_ROWS = 200;

/** Rubin (1981): estimated effects of coaching in eight schools, and their standard errors. */
const EFFECTS_OF_SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12];
const THEIR_ERRORS = [15, 10, 16, 11, 9, 11, 10, 18];

/** Writes the data of every workload into a folder: `A_train.csv`, `A_test.csv`, ..., `D.csv`. */
export function writeData(folder: string): void {
  const write = (name: string, { header, rows }: Table) => {
    const lines = rows.map((row) => row.map(cell).join(','));
    writeFileSync(join(folder, `${name}.csv`), `${[header.join(','), ...lines].join('\n')}\n`);
  };
  const tables = { A: friedman(), B: threeClasses(), C: sparseLinear(), E: logistic() };
  for (const [name, { header, rows }] of Object.entries(tables)) {
    write(`${name}_train`, { header, rows: rows.slice(0, -TEST_ROWS) });
    write(`${name}_test`, { header, rows: rows.slice(-TEST_ROWS) });
  }
  write('D', eightSchools());
}

function cell(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(10);
}

/** Friedman #1 (Friedman 1991) with 8 inputs, 3 of them irrelevant, noise sd 1; standardised on the training rows. */
function friedman(): Table {
  const { uniform, normal } = randomFrom(101);
  const rows = Array.from({ length: 400 + TEST_ROWS }, () => {
    const x = Array.from({ length: 8 }, uniform);
    const smooth = 10 * Math.sin(Math.PI * x[0]! * x[1]!) + 20 * (x[2]! - 0.5) ** 2;
    return [...x, smooth + 10 * x[3]! + 5 * x[4]! + normal()];
  });
  return { header: header(8), rows: standardised(rows, 400) };
}

/** Three classes by softmax of smooth scores of 5 of the 20 inputs. */
function threeClasses(): Table {
  const { uniform, normal } = randomFrom(202);
  const rows = Array.from({ length: 1000 + TEST_ROWS }, () => {
    const x = Array.from({ length: 20 }, normal);
    const scores = [
      2.5 * Math.tanh(x[0]! * 1.2 + x[1]!) + 1.2 * x[2]!,
      2.5 * Math.sin(1.5 * x[3]!) - x[0]!,
      1.5 * Math.tanh(x[4]!) * x[3]! + 0.5,
    ];
    const [first, second, third] = scores.map((score) => Math.exp(1.5 * score));
    const u = uniform() * (first! + second! + third!);
    return [...x, u < first! ? 1 : u < first! + second! ? 2 : 3];
  });
  return { header: header(20), rows };
}

function eightSchools(): Table {
  return { header: ['y', 'sigma'], rows: EFFECTS_OF_SCHOOLS.map((y, j) => [y, THEIR_ERRORS[j]!]) };
}

/** Every twelfth of the first 85 of 100 coefficients of workload C; the others are 0. */
const EFFECTS = [3, -2, 1.5, -1, 0.8, -0.6, 0.4, 2];

/** A regression on 100 mildly correlated columns of which 8 matter. */
function sparseLinear(): Table {
  const { normal } = randomFrom(303);
  const rows = Array.from({ length: 200 + TEST_ROWS }, () => {
    let previous = normal();
    const x = Array.from({ length: 100 }, () => {
      previous = 0.3 * previous + Math.sqrt(1 - 0.09) * normal();
      return previous;
    });
    const mean = EFFECTS.reduce((sum, effect, k) => sum + x[k * 12]! * effect, 0);
    return [...x, mean + normal()];
  });
  return { header: header(100), rows };
}

/** A logistic regression on 25 equicorrelated columns, a third of which do nothing. */
function logistic(): Table {
  const { uniform, normal } = randomFrom(505);
  const effects = Array.from({ length: 25 }, (_, j) => (j % 3 === 2 ? 0 : 0.7 * normal()));
  const rows = Array.from({ length: 1000 + TEST_ROWS }, () => {
    const shared = normal();
    const x = Array.from({ length: 25 }, () => 0.4 * shared + Math.sqrt(0.84) * normal());
    const logit = effects.reduce((sum, effect, j) => sum + effect * x[j]!, -0.8);
    return [...x, uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0];
  });
  return { header: header(25), rows };
}

function header(inputs: number): string[] {
  return [...Array.from({ length: inputs }, (_, j) => `x${String(j + 1)}`), 'y'];
}

/** Every column less the mean, over the sd, of the first `training` rows. */
function standardised(rows: readonly (readonly number[])[], training: number): number[][] {
  const scales = rows[0]!.map((_, column) => {
    const values = rows.slice(0, training).map((row) => row[column]!);
    const mean = values.reduce((sum, x) => sum + x, 0) / training;
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { mean, sd: Math.sqrt(squares / (training - 1)) };
  });
  return rows.map((row) => row.map((x, j) => (x - scales[j]!.mean) / scales[j]!.sd));
}
