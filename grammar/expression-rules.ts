import { CstParser } from 'chevrotain';
import * as t from './tokens.js';

const OPERANDS = { LABEL: 'operands' };

/** The rules of expressions, from the loosest operator to names and numbers. */
export class ExpressionRules extends CstParser {
  constructor() {
    super([...t.tokens], { maxLookahead: 3, nodeLocationTracking: 'onlyOffset' });
  }

  readonly expression = this.RULE('expression', () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Or, DEF: () => this.SUBRULE(this.conjunction, OPERANDS) });
  });

  readonly conjunction = this.RULE('conjunction', () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.And, DEF: () => this.SUBRULE(this.comparison, OPERANDS) });
  });

  readonly comparison = this.RULE('comparison', () => {
    this.SUBRULE(this.additive, OPERANDS);
    this.OPTION(() => {
      this.CONSUME(t.Comparison, { LABEL: 'operators' });
      this.SUBRULE2(this.additive, OPERANDS);
    });
  });

  readonly additive = this.RULE('additive', () => {
    this.SUBRULE(this.multiplicative, OPERANDS);
    this.MANY(() => {
      this.CONSUME(t.Sign, { LABEL: 'operators' });
      this.SUBRULE2(this.multiplicative, OPERANDS);
    });
  });

  readonly multiplicative = this.RULE('multiplicative', () => {
    this.SUBRULE(this.unary, OPERANDS);
    this.MANY(() => {
      this.CONSUME(t.Times, { LABEL: 'operators' });
      this.SUBRULE2(this.unary, OPERANDS);
    });
  });

  readonly unary = this.RULE('unary', () => {
    this.OR([{ ALT: () => this.SUBRULE(this.prefixed) }, { ALT: () => this.SUBRULE(this.power) }]);
  });

  readonly prefixed = this.RULE('prefixed', () => {
    this.OR([{ ALT: () => this.CONSUME(t.Sign) }, { ALT: () => this.CONSUME(t.Not) }]);
    this.SUBRULE(this.unary);
  });

  /** Right associative, and tighter than a sign on its left: `-x ^ 2` is `-(x ^ 2)`. */
  readonly power = this.RULE('power', () => {
    this.SUBRULE(this.postfix);
    this.OPTION(() => {
      this.CONSUME(t.Power);
      this.SUBRULE(this.unary);
    });
  });

  readonly postfix = this.RULE('postfix', () => {
    this.SUBRULE(this.primary);
    this.MANY(() => this.SUBRULE(this.indices));
  });

  readonly primary = this.RULE('primary', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.NumberText) },
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.OPTION(() => this.SUBRULE(this.arguments));
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftParen);
          this.SUBRULE(this.expression);
          this.CONSUME(t.RightParen);
        },
      },
    ]);
  });

  readonly arguments = this.RULE('arguments', () => {
    this.CONSUME(t.LeftParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.argument) });
    this.CONSUME(t.RightParen);
  });

  readonly argument = this.RULE('argument', () => {
    this.OPTION({
      GATE: () => this.LA(2).tokenType === t.Equals || this.LA(2).tokenType === t.Tilde,
      DEF: () => {
        this.CONSUME(t.Name);
        this.OR([{ ALT: () => this.CONSUME(t.Equals) }, { ALT: () => this.CONSUME(t.Tilde) }]);
      },
    });
    this.OR2([
      { ALT: () => this.CONSUME(t.Text) },
      {
        ALT: () => {
          this.SUBRULE(this.expression);
          this.OPTION2(() => this.SUBRULE(this.repetition));
        },
      },
    ]);
  });

  /** `sum(c[j] * max(x - j, 0) for j in 1:4)`. */
  readonly repetition = this.RULE('repetition', () => {
    this.CONSUME(t.For);
    this.CONSUME(t.Name);
    this.CONSUME(t.In);
    this.SUBRULE(this.expression, { LABEL: 'first' });
    this.CONSUME(t.Colon);
    this.SUBRULE2(this.expression, { LABEL: 'last' });
  });

  readonly indices = this.RULE('indices', () => {
    this.CONSUME(t.LeftBracket);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.indexItem) });
    this.CONSUME(t.RightBracket);
  });

  readonly indexItem = this.RULE('indexItem', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Colon, { LABEL: 'all' }) },
      {
        ALT: () => {
          this.SUBRULE(this.expression);
          this.OPTION(() => {
            this.CONSUME2(t.Colon);
            this.SUBRULE2(this.expression);
          });
        },
      },
    ]);
  });
}
