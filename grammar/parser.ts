import { tokenMatcher } from 'chevrotain';
import { ExpressionRules } from './expression-rules.js';
import * as t from './tokens.js';

/** The grammar of `.bnn`: syntax only. Line ends mean nothing; statements follow one another. */
class BnnParser extends ExpressionRules {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly program = this.RULE('program', () => {
    this.MANY(() => this.SUBRULE(this.statement));
  });

  readonly statement = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.dataBlock) },
      { ALT: () => this.SUBRULE(this.network) },
      { ALT: () => this.SUBRULE(this.activationDeclaration) },
      { ALT: () => this.SUBRULE(this.priorDeclaration) },
      { ALT: () => this.SUBRULE(this.use) },
      { ALT: () => this.SUBRULE(this.infer) },
      { ALT: () => this.SUBRULE(this.generated) },
      { GATE: () => this.startsObserve(), ALT: () => this.SUBRULE(this.observe) },
      { ALT: () => this.SUBRULE(this.declaration) },
    ]);
  });

  private startsObserve(): boolean {
    const next = this.LA(2);
    return ![t.Tilde, t.Equals, t.LeftBracket].some((type) => tokenMatcher(next, type));
  }

  /** `theta[J] ~ normal(mu, tau)`, `w = z * v`. */
  readonly declaration = this.RULE('declaration', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.dimensions));
    this.OR([{ ALT: () => this.CONSUME(t.Tilde) }, { ALT: () => this.CONSUME(t.Equals) }]);
    this.SUBRULE(this.expression);
  });

  readonly dimensions = this.RULE('dimensions', () => {
    this.CONSUME(t.LeftBracket);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RightBracket);
  });

  readonly observe = this.RULE('observe', () => {
    this.CONSUME(t.Observe);
    this.SUBRULE(this.expression, { LABEL: 'value' });
    this.CONSUME(t.Tilde);
    this.SUBRULE2(this.expression, { LABEL: 'distribution' });
  });

  readonly dataBlock = this.RULE('dataBlock', () => {
    this.CONSUME(t.Data);
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.field));
    this.CONSUME(t.RightBrace);
  });

  readonly field = this.RULE('field', () => {
    this.CONSUME(t.Name, { LABEL: 'name' });
    this.CONSUME(t.Colon);
    this.CONSUME2(t.Name, { LABEL: 'type' });
    this.OPTION(() => this.SUBRULE(this.dimensions));
    this.OPTION2({
      GATE: () => !tokenMatcher(this.LA(2), t.Colon),
      DEF: () => {
        this.CONSUME(t.Of);
        this.SUBRULE(this.primary, { LABEL: 'levels' });
      },
    });
    this.MANY({
      GATE: () => !tokenMatcher(this.LA(2), t.Colon),
      DEF: () => this.SUBRULE(this.transform),
    });
  });

  readonly transform = this.RULE('transform', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.arguments));
  });

  readonly network = this.RULE('network', () => {
    this.CONSUME(t.Network);
    this.CONSUME(t.Name, { LABEL: 'name' });
    this.CONSUME(t.LeftParen);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME2(t.Name, { LABEL: 'inputs' }) });
    this.CONSUME(t.RightParen);
    this.CONSUME(t.LeftBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.layer, { LABEL: 'item' }) },
        { ALT: () => this.SUBRULE(this.sharedActivation, { LABEL: 'item' }) },
      ]),
    );
    this.CONSUME(t.RightBrace);
  });

  readonly layer = this.RULE('layer', () => {
    this.CONSUME(t.Layer);
    this.CONSUME(t.Name);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(t.LeftBrace);
      this.MANY(() => this.SUBRULE(this.slot));
      this.CONSUME(t.RightBrace);
    });
  });

  /** `weight ~ ...`, `activation = ... per unit`. */
  readonly slot = this.RULE('slot', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.CONSUME(t.Tilde);
          this.SUBRULE(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Activation);
          this.CONSUME(t.Equals);
          this.SUBRULE2(this.expression);
          this.OPTION(() => this.SUBRULE(this.sharing));
        },
      },
    ]);
  });

  readonly sharedActivation = this.RULE('sharedActivation', () => {
    this.CONSUME(t.Activation);
    this.CONSUME(t.Name);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
    this.OPTION(() => this.SUBRULE(this.sharing));
  });

  readonly sharing = this.RULE('sharing', () => {
    this.CONSUME(t.Per);
    this.CONSUME(t.Name);
  });

  /** `activation snake(x; a) = x + sin(a * x) ^ 2 / a`, or a block that names parts of it. */
  readonly activationDeclaration = this.RULE('activationDeclaration', () => {
    this.CONSUME(t.Activation);
    this.CONSUME(t.Name);
    this.SUBRULE(this.parameters);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Equals);
          this.SUBRULE(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftBrace);
          this.MANY(() => this.SUBRULE(this.declaration));
          this.CONSUME(t.RightBrace);
        },
      },
    ]);
  });

  readonly priorDeclaration = this.RULE('priorDeclaration', () => {
    this.CONSUME(t.Prior);
    this.CONSUME(t.Name);
    this.SUBRULE(this.parameters);
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.declaration));
    this.CONSUME(t.RightBrace);
  });

  /** `(w; shape: positive = 2, rate: positive = 1)`, `(x; coef[8] ~ normal(0, 1))`. */
  readonly parameters = this.RULE('parameters', () => {
    this.CONSUME(t.LeftParen);
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.Semicolon);
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.parameter) });
    });
    this.CONSUME(t.RightParen);
  });

  readonly parameter = this.RULE('parameter', () => {
    this.CONSUME(t.Name, { LABEL: 'name' });
    this.OPTION3(() => this.SUBRULE(this.dimensions));
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.CONSUME2(t.Name, { LABEL: 'support' });
    });
    this.OPTION2(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Equals) }, { ALT: () => this.CONSUME(t.Tilde) }]);
      this.SUBRULE(this.expression);
    });
  });

  readonly use = this.RULE('use', () => {
    this.CONSUME(t.Use);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.useItem) });
    this.OPTION(() => {
      this.CONSUME(t.From);
      this.CONSUME(t.Text);
    });
  });

  readonly useItem = this.RULE('useItem', () => {
    this.OR([{ ALT: () => this.CONSUME(t.Activation) }, { ALT: () => this.CONSUME(t.Prior) }]);
    this.CONSUME(t.Name);
  });

  readonly infer = this.RULE('infer', () => {
    this.CONSUME(t.Infer);
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.inferItem));
    this.CONSUME(t.RightBrace);
  });

  readonly inferItem = this.RULE('inferItem', () => {
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(t.NamePattern, { LABEL: 'quantities' }) },
          { ALT: () => this.CONSUME(t.Name, { LABEL: 'quantities' }) },
        ]),
    });
    this.CONSUME(t.Using);
    this.CONSUME2(t.Name, { LABEL: 'sampler' });
    this.OPTION(() => this.SUBRULE(this.arguments));
  });

  readonly generated = this.RULE('generated', () => {
    this.CONSUME(t.Generated);
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.declaration));
    this.CONSUME(t.RightBrace);
  });
}

/** One parser for all texts: building its tables costs more than most programs. */
export const parser = new BnnParser();
