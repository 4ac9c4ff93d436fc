import { diagnostic } from '../base/message.js';
import type { Diagnostic } from '../base/diagnostic.js';
import { limitProblem, type Limit } from './limits.js';
import { CLI_MESSAGES } from './messages.js';

/** The texts given for one option, in order; empty where it is not given. */
export type Given = readonly string[];

export type Read<T> = { readonly value: T } | { readonly problem: Diagnostic };

/** An option, as data: how help shows it and how its texts become a value. */
export interface Option<T> {
  readonly flag: string;
  /** What stands for its value in help; absent for a switch. */
  readonly form?: string;
  readonly doc: string;
  /** Its value when it is not given, as help shows it. */
  readonly fallback?: string;
  readonly required: boolean;
  read(given: Given): Read<T>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

const DIGITS = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number within a limit, with a value when not given. */
export function number(limit: Limit, doc: string, fallback: number): Option<number> {
  return {
    ...optionalNumber(limit, doc, String(fallback)),
    read: (g) => readNumber(limit, g, fallback),
  };
}

/** A number within a limit, or undefined. `fallback` says in words what then happens. */
export function optionalNumber(
  limit: Limit,
  doc: string,
  fallback: string,
): Option<number | undefined> {
  const form = limit.whole ? '<n>' : '<x>';
  const read = (given: Given) => readNumber(limit, given, undefined);
  return { flag: limit.option, form, doc, fallback, required: false, read };
}

function readNumber<T>(limit: Limit, given: Given, absent: T): Read<number | T> {
  if (given.length === 0) return { value: absent };
  const text = single(limit.option, given, limit.example);
  if (typeof text !== 'string') return { problem: text };
  const value = Number(text);
  if (!DIGITS.test(text.trim()) || (limit.whole && !Number.isInteger(value))) {
    const kind = limit.whole ? 'a whole number' : 'a number';
    const values = { option: limit.option, given: text, kind, example: limit.example };
    return { problem: diagnostic(CLI_MESSAGES.notANumber, values) };
  }
  const problem = limitProblem(limit, value);
  return problem === undefined ? { value } : { problem };
}

/** A text, such as a path; undefined when not given. */
export function text(flag: string, form: string, doc: string): Option<string | undefined> {
  const read = (given: Given): Read<string | undefined> => {
    if (given.length === 0) return { value: undefined };
    const value = single(flag, given, form);
    return typeof value === 'string' ? { value } : { problem: value };
  };
  return { flag, form, doc, required: false, read };
}

/** A text that must be given. */
export function requiredText(flag: string, form: string, doc: string): Option<string> {
  const read = (given: Given): Read<string> => {
    const value = single(flag, given, form);
    return typeof value === 'string' ? { value } : { problem: value };
  };
  return { flag, form, doc, required: true, read };
}

/** One of a few words. */
export function choice<const C extends string>(
  flag: string,
  choices: readonly C[],
  doc: string,
  fallback: C,
): Option<C> {
  const form = `<${choices.join('|')}>`;
  const read = (given: Given) => readChoice(flag, choices, given, fallback);
  return { flag, form, doc, fallback, required: false, read };
}

/** One of a few words, or undefined. `fallback` says in words what then happens. */
export function optionalChoice<const C extends string>(
  flag: string,
  choices: readonly C[],
  doc: string,
  fallback: string,
): Option<C | undefined> {
  const form = `<${choices.join('|')}>`;
  const read = (given: Given) => readChoice(flag, choices, given, undefined);
  return { flag, form, doc, fallback, required: false, read };
}

function readChoice<C extends string, A>(
  flag: string,
  choices: readonly C[],
  given: Given,
  absent: A,
): Read<C | A> {
  if (given.length === 0) return { value: absent };
  const [example] = choices;
  const word = single(flag, given, example!);
  if (typeof word !== 'string') return { problem: word };
  const value = choices.find((c) => c === word);
  if (value !== undefined) return { value };
  const values = { option: flag, given: word, choices: choices.join(', '), example: example! };
  return { problem: diagnostic(CLI_MESSAGES.notAChoice, values) };
}

/** Given any number of times; each text is checked by itself. */
export function repeated(
  flag: string,
  form: string,
  doc: string,
  problem: (text: string) => Diagnostic | undefined,
): Option<readonly string[]> {
  const read = (given: Given): Read<readonly string[]> => {
    const wrong = given.map(problem).find((d) => d !== undefined);
    return wrong === undefined ? { value: given } : { problem: wrong };
  };
  return { flag, form, doc: `${doc} (repeatable)`, required: false, read };
}

/** On or off. */
export function toggle(flag: string, doc: string): Option<boolean> {
  return { flag, doc, required: false, read: (given) => ({ value: given.length > 0 }) };
}

function single(option: string, given: Given, example: string): string | Diagnostic {
  const [first = '', ...more] = given;
  if (more.length > 0) {
    return diagnostic(CLI_MESSAGES.givenTwice, { option, count: given.length, example });
  }
  if (first.trim() === '') return diagnostic(CLI_MESSAGES.emptyValue, { option, example });
  return first;
}
