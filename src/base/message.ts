import { InvariantError, type Diagnostic } from './diagnostic.js';

/**
 * A message kept as a document: a stable code and sentences with `{placeholders}`. Both the
 * diagnostics and the reference page of errors are made from it.
 */
export interface Message {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

type Placeholder<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Values<M extends Message> = Readonly<
  Record<Placeholder<M['what'] | M['why'] | M['instead']>, string | number>
>;
type Place = Pick<Diagnostic, 'source' | 'span' | 'place'>;

/** Keeps the literal types, so that a missing placeholder is a type error. */
export function defineMessages<const T extends Readonly<Record<string, Message>>>(messages: T): T {
  return messages;
}

/** The diagnostic of a message with its placeholders filled in. */
export function diagnostic<const M extends Message>(
  message: M,
  values: Values<M>,
  place: Place = {},
): Diagnostic {
  const table: Readonly<Record<string, string | number>> = values;
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = table[name];
      if (value === undefined) throw new InvariantError(`${message.code} lacks {${name}}`);
      return String(value);
    });
  return {
    code: message.code,
    severity: message.severity ?? 'error',
    what: fill(message.what),
    why: fill(message.why),
    instead: fill(message.instead),
    ...place,
  };
}
