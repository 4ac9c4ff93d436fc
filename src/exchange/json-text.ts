export type Json = number | string | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

/** Where and why a text is not JSON. */
export class JsonError extends Error {
  constructor(
    readonly position: number,
    message: string,
    readonly duplicate?: { readonly name: string; readonly first: number },
  ) {
    super(message);
  }
}

/** Recursion deeper than this is no data. */
const DEEPEST = 200;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  // Not JSON, but what Python and other tools write for a missing number.
  ['NaN', NaN],
];

/**
 * Reads JSON (RFC 8259). The built-in parser names no position for most errors and keeps the last
 * of two equal keys unsaid; data need both told.
 */
export function readJsonText(text: string): Json {
  const reader = new JsonReader(text);
  return reader.document();
}

class JsonReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value();
    if (this.at < this.text.length) this.fail('something follows after its end');
    return value;
  }

  private value(): Json {
    this.skipSpace();
    const value = this.bareValue();
    this.skipSpace();
    return value;
  }

  private bareValue(): Json {
    const next = this.text[this.at];
    if (next === '[') return this.nested(() => this.array());
    if (next === '{') return this.nested(() => this.object());
    if (next === '"') return this.string();
    const digits = this.match(NUMBER);
    if (digits !== undefined) return Number(digits);
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.at));
    if (word === undefined) return this.fail(`${this.found()} stands where a value should`);
    this.at += word[0].length;
    return word[1];
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > DEEPEST) this.fail('it is nested too deeply');
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  private array(): Json[] {
    const items: Json[] = [];
    this.skipSpace();
    if (this.take(']')) return items;
    do items.push(this.value());
    while (this.take(','));
    if (!this.take(']')) this.fail(`${this.found()} stands where , or ] should`);
    return items;
  }

  private object(): JsonObject {
    const items = new Map<string, Json>();
    const places = new Map<string, number>();
    this.skipSpace();
    if (this.take('}')) return items;
    do this.member(items, places);
    while (this.take(','));
    if (!this.take('}')) this.fail(`${this.found()} stands where , or } should`);
    return items;
  }

  private member(items: Map<string, Json>, places: Map<string, number>): void {
    this.skipSpace();
    const start = this.at;
    if (this.text[start] !== '"') this.fail(`${this.found()} stands where a name in quotes should`);
    const name = this.string();
    const first = places.get(name);
    if (first !== undefined) throw new JsonError(start, 'a name occurs twice', { name, first });
    places.set(name, start);
    this.skipSpace();
    if (!this.take(':')) this.fail(`${this.found()} stands where : should`);
    items.set(name, this.value());
  }

  private string(): string {
    const written = this.match(STRING);
    if (written === undefined)
      return this.fail('a text is not closed, or holds a bare control sign');
    return JSON.parse(written) as string;
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private found(): string {
    const sign = this.text[this.at];
    return sign === undefined ? 'the end of the file' : `\`${sign}\``;
  }

  private fail(message: string): never {
    throw new JsonError(this.at, message);
  }
}
