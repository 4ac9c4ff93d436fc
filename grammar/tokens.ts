import { createToken, Lexer, type TokenType } from 'chevrotain';

const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const PATTERN = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*\.\*/uy;

/** A sticky expression as a custom pattern, since the lexer takes no `u` flag of its own. */
function sticky(expression: RegExp) {
  return (text: string, offset: number): RegExpExecArray | null => {
    expression.lastIndex = offset;
    return expression.exec(text);
  };
}

/** `theta`, `f.hidden.weight`: Greek and all other letters are letters. */
export const Name = createToken({ name: 'Name', pattern: sticky(WORD), line_breaks: false });
/** `f.hidden.*` in an infer block. */
export const NamePattern = createToken({
  name: 'NamePattern',
  pattern: sticky(PATTERN),
  line_breaks: false,
});

/** Keywords are names too, wherever a name can stand. */
function keyword(word: string): TokenType {
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  return createToken({ name, pattern: word, longer_alt: [NamePattern, Name], categories: Name });
}

export const Data = keyword('data');
export const Observe = keyword('observe');
export const Network = keyword('network');
export const Layer = keyword('layer');
export const Activation = keyword('activation');
export const Prior = keyword('prior');
export const Use = keyword('use');
export const From = keyword('from');
export const Infer = keyword('infer');
export const Using = keyword('using');
export const Generated = keyword('generated');
export const Of = keyword('of');
export const Per = keyword('per');
export const For = keyword('for');
export const In = keyword('in');

const punctuation = (name: string, pattern: string) => createToken({ name, pattern });

export const NumberText = createToken({
  name: 'NumberText',
  pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/,
});
export const Text = createToken({ name: 'Text', pattern: /"[^"\n]*"/ });
export const Tilde = punctuation('Tilde', '~');
export const Equals = punctuation('Equals', '=');
export const Comma = punctuation('Comma', ',');
export const Colon = punctuation('Colon', ':');
export const Semicolon = punctuation('Semicolon', ';');
export const LeftParen = punctuation('LeftParen', '(');
export const RightParen = punctuation('RightParen', ')');
export const LeftBracket = punctuation('LeftBracket', '[');
export const RightBracket = punctuation('RightBracket', ']');
export const LeftBrace = punctuation('LeftBrace', '{');
export const RightBrace = punctuation('RightBrace', '}');
export const Or = punctuation('Or', '||');
export const And = punctuation('And', '&&');
export const Comparison = createToken({ name: 'Comparison', pattern: /==|!=|<=|>=|<|>/ });
export const Sign = createToken({ name: 'Sign', pattern: /[+-]/ });
/** Not the `/*` of a comment that is never closed. */
export const Times = createToken({ name: 'Times', pattern: /[*@]|\/(?!\*)/ });
export const Power = punctuation('Power', '^');
export const Not = punctuation('Not', '!');
/** Assignments of other languages: never accepted, known so that the error can name the right sign. */
const ForeignAssignment = createToken({ name: 'ForeignAssignment', pattern: /<-|:=|\+=/ });

/** `///` documents the next declaration. */
const DocComment = createToken({
  name: 'DocComment',
  pattern: /\/\/\/[^\n]*/,
  group: 'docs',
});
const LineComment = createToken({
  name: 'LineComment',
  pattern: /\/\/[^\n]*/,
  group: 'comments',
});
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[^]*?\*\//,
  group: 'comments',
  line_breaks: true,
});
const Space = createToken({
  name: 'Space',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

const keywords: readonly TokenType[] = [
  ...[Data, Observe, Network, Layer, Activation, Prior, Use, From, Infer, Using, Generated],
  ...[Of, Per, For, In],
];

export const keywordNames: readonly string[] = keywords.map(({ PATTERN }) => PATTERN as string);

export const tokens: readonly TokenType[] = [
  ...[Space, DocComment, LineComment, BlockComment, NumberText, Text, ForeignAssignment],
  ...[Comparison, Or, And, Not, Tilde, Equals, Comma, Colon, Semicolon],
  ...[LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace],
  ...[Sign, Times, Power, ...keywords, NamePattern, Name],
];

export const lexer = new Lexer([...tokens], { positionTracking: 'full' });
