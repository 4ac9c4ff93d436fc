const NUMBER = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

interface Term {
  readonly sign: 1 | -1;
  readonly text: string;
}

/**
 * The text of `sign * sum + offset`, with the numbers among its terms added up: turns the printed
 * natural parameter `-1 - shape - n / 2` into the shape parameter `shape + n / 2`.
 */
export function printedSum(sum: string, sign: 1 | -1, offset = 0): string {
  let number = offset;
  const terms: Term[] = [];
  for (const term of termsOf(sum)) {
    const flipped = sign === term.sign ? 1 : -1;
    if (NUMBER.test(term.text)) number += flipped * Number(term.text);
    else terms.push({ sign: flipped, text: term.text });
  }
  if (number !== 0) terms.push({ sign: number < 0 ? -1 : 1, text: String(Math.abs(number)) });
  terms.sort((a, b) => b.sign - a.sign);
  const [first, ...rest] = terms;
  if (first === undefined) return '0';
  const head = first.sign < 0 ? `-${first.text}` : first.text;
  return rest.reduce((text, t) => `${text} ${t.sign < 0 ? '-' : '+'} ${t.text}`, head);
}

/** Terms between the ` + ` and ` - ` that stand outside all brackets. */
function termsOf(sum: string): Term[] {
  const terms: Term[] = [];
  let depth = 0;
  let start = 0;
  let sign: 1 | -1 = 1;
  const close = (end: number) => {
    const text = sum.slice(start, end).trim();
    const negative = text.startsWith('-');
    terms.push({
      sign: negative ? (-sign as 1 | -1) : sign,
      text: negative ? text.slice(1).trim() : text,
    });
  };
  for (let i = 0; i < sum.length; i++) {
    const c = sum[i]!;
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (depth === 0 && (c === '+' || c === '-') && sum[i - 1] === ' ' && sum[i + 1] === ' ') {
      close(i);
      sign = c === '-' ? -1 : 1;
      start = i + 1;
    }
  }
  close(sum.length);
  return terms;
}

/** A factor of a product: in brackets where it is a sum. */
export function factorText(text: string): string {
  return termsOf(text).length > 1 || text.startsWith('-') ? `(${text})` : text;
}

/** A divisor: in brackets where it is more than one factor. */
export function divisorText(text: string): string {
  return text.includes(' ') ? `(${text})` : factorText(text);
}

/** Twice a sum, term by term: `0.5 / v + n` gives `1 / v + 2 * n`. */
export function doubled(sum: string): string {
  const terms = termsOf(sum).flatMap(({ sign, text }) => opened(sign, doubledTerm(text)));
  return terms.map(({ sign, text }, i) => signText(sign, i) + text).join('');
}

/** A sum in brackets as its terms. */
function opened(sign: 1 | -1, text: string): Term[] {
  const inner = isBracketed(text) ? termsOf(text.slice(1, -1)) : [];
  if (inner.length < 2) return [{ sign, text }];
  return inner.map((term) => ({ sign: sign === term.sign ? 1 : -1, text: term.text }));
}

function isBracketed(text: string): boolean {
  let depth = 0;
  const closes = [...text].findIndex((c) => {
    if (c === '(') depth++;
    if (c === ')') depth--;
    return depth === 0;
  });
  return text.startsWith('(') && closes === text.length - 1;
}

function signText(sign: 1 | -1, position: number): string {
  if (position === 0) return sign < 0 ? '-' : '';
  return sign < 0 ? ' - ' : ' + ';
}

function doubledTerm(text: string): string {
  const [, number, rest] = /^(\d+(?:\.\d+)?)((?: [*/] .*)?)$/.exec(text) ?? [];
  if (number === undefined || rest === undefined) return `2 * ${text}`;
  const twice = 2 * Number(number);
  return twice === 1 && rest.startsWith(' * ') ? rest.slice(3) : `${String(twice)}${rest}`;
}
