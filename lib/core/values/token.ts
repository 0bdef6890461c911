import type { TSchema } from '@sinclair/typebox';
import { callSite, type CallSite } from './call-site';
import { mayHold } from './characters';
import { evaluate } from './evaluate';
import { mintWith, type Expression, type Json, type Release } from './expression';
import { Derivations, numberTokenOf } from './number-token';
import type { Hit, Minted, TokenKind } from './minted';
import type { ValueType } from './shape';
import { NumberStandIn } from './stand-in';
import { markedToken, numbered, plainToken } from './token-text';
import { near, samples, trialRelease, type Sample } from './trial';
import { JudgedReleases } from './judged-releases';
import { expressionsIn, ownersIn } from './walk';
import { wholeAround } from './whole-token';

export type { Hit, Minted, TokenKind } from './minted';

const emptyOf: { readonly [type in ValueType]?: Json } = { list: [], map: {} };

/** Gives expressions their tokens and finds the expressions again. */
class Tokens {
  private sample: Sample | undefined = ([...samples, near] as const).find(
    (sample) => sample === process.env['CHARTWRIGHT_TOKEN_SEED'],
  );
  private readonly releases = new Map<object, Release>();
  private readonly judging = new JudgedReleases();
  private readonly standIns = new Map<Expression, NumberStandIn>();
  private latest: Release | undefined;
  private readonly strings: Minted[] = [];
  private readonly byToken = new Map<string | number, Minted>();
  private readonly byPlace = new Map<Expression, Map<string, Minted>>();
  private numbers = 0;
  /** Tokens that an author's code took and that no object has shown yet. */
  private readonly outstanding = new Set<Minted>();
  private resolved = new Set<Expression>();
  derivations = new Derivations();

  /** Is as at the beginning of the process: what has been handed out so far belongs to nobody. */
  forget(): void {
    this.use(undefined);
    this.numbers = 0;
    this.strings.length = 0;
    this.resolved = new Set();
    this.derivations = new Derivations();
    for (const known of [this.releases, this.judging, this.standIns, this.byToken, this.byPlace, this.outstanding])
      known.clear();
  }

  /** From now on hands out these sample values in place of tokens; tokens again where there are none. */
  use(sample: Sample | undefined): void {
    this.sample = sample;
    this.latest = undefined;
  }

  /** Whether sample values are handed out: an empty list or map is then nothing at all, as where it is left out. */
  get areSamples(): boolean {
    return this.sample !== undefined;
  }

  /** Whether a construct may have judged references by their defaults. */
  get areJudged(): boolean {
    return this.standIns.size > 0;
  }

  /** Whether a chart was made for sample values. */
  isTried(owner: object): boolean {
    return this.releases.has(owner);
  }

  /** Makes known which values the references of a chart stand for. */
  know(owner: object, schema: TSchema): void {
    this.judging.know(owner, schema);
    if (this.sample) this.releases.set(owner, (this.latest = trialRelease(schema, this.sample)));
  }

  /**
   * The token of an expression's text, taken by the author's code. Each place that takes one has a token of its own, and each of
   * them must arrive.
   */
  mintText(expression: Expression): string {
    const trial = this.trial(expression);
    if (trial) return String(trial.value ?? '');
    const isQuoted = mayHold(expression, '"');
    return this.atPlace('text', expression, callSite(), () => this.marked(expression, isQuoted)) as string;
  }

  /** The same for the value itself. */
  mintValue(expression: Expression): Json | undefined {
    const trial = this.trial(expression);
    return trial ? trial.value : this.mintEntries(expression);
  }

  /** The same for a map whose entries stand among others; these are never plain values. */
  mintEntries(expression: Expression): string {
    const isQuoted = expression.valueType !== 'string' || mayHold(expression, '"');
    return this.atPlace('value', expression, callSite(), () => this.marked(expression, isQuoted)) as string;
  }

  /** The same for what JSON takes, which puts it in quotes whatever its type. */
  mintForJson(expression: Expression): Json | undefined {
    const trial = this.trial(expression);
    // What is empty is left out of objects, but JSON says it.
    if (trial) return trial.value ?? emptyOf[expression.valueType];
    return this.atPlace('value', expression, callSite(), () => this.marked(expression, true), 'json');
  }

  /** The same for an operator that may be an addition. */
  mintOperand(expression: Expression): string | number {
    const trial = this.trial(expression);
    if (trial) return trial.value as string | number;
    return this.atPlace('operand', expression, callSite(), () => this.marked(expression, true));
  }

  /** What an expression is as a number in a computation: none. */
  mintNothing(expression: Expression): number {
    const trial = this.trial(expression);
    if (trial) return Number(trial.value);
    this.outstanding.add({ kind: 'operand', expression, token: NaN, at: callSite().at });
    return NaN;
  }

  /** The number token of an expression, for constructs that compute with or check a number. */
  mintNumber(expression: Expression): number {
    const trial = this.trial(expression);
    if (trial) return trial.value as number;
    return this.atPlace('number', expression, callSite(), () => numberTokenOf(this.numbers++)) as number;
  }

  /**
   * What stands for the number of an expression in constructs that compare it: an object, the same each time, so that it is equal
   * to itself.
   */
  mintStandIn(expression: Expression): NumberStandIn | number {
    const trial = this.trial(expression);
    if (trial) return trial.value as number;
    const known = this.standIns.get(expression);
    if (known) return known;
    const taken = this.taken(expression);
    const standIn = new NumberStandIn({
      value: () => this.resolvedAs(taken),
      text: () => this.formOf(taken, 'text').token as string,
      added: () => {
        const operand = this.formOf(taken, 'operand');
        this.outstanding.add(operand);
        return operand.token;
      },
      json: () => this.formOf(taken, 'value', { isQuoted: true }).token,
      judged: () => Number(this.judged(expression)),
    });
    this.standIns.set(expression, standIn);
    return standIn;
  }

  /**
   * What stands for the text of a quantity, as a whole and as an amount in a unit. The amount is found again with its unit
   * behind it.
   *
   * @param amountOf how much a text comes to, in a unit, for whatever compares it
   */
  mintQuantity(expression: Expression, amountOf: (text: Json, unit: string) => number) {
    const trial = this.trial(expression);
    const taken = trial
      ? this.known('value', expression, 'quantity', () => this.plainOne(), callSite().at)
      : this.taken(expression);
    const now = () => (trial ? (trial.value ?? '') : this.judged(expression));
    const refused = (unit: string) => () => this.formOf(taken, 'amount', { unit }).token as string;
    return {
      whole: taken.token as string,
      in: (unit: string) =>
        new NumberStandIn({
          value: refused(unit),
          text: refused(unit),
          added: refused(unit),
          json: refused(unit),
          judged: () => amountOf(now(), unit),
        }),
    };
  }

  /** What an expression comes to by the defaults; where a value has none, the least that the schema lets a user say. */
  judged(expression: Expression): Json {
    const owners = [...ownersIn(expression)];
    const release = owners.length <= 1 && !hasItem(expression) ? this.judging.of(owners[0]) : undefined;
    return (release && evaluate(expression, release)) ?? NaN;
  }

  /** A token of lower-case letters and digits, which passes what checks names, taken by the author's code. */
  mintName(expression: Expression): string {
    const trial = this.trial(expression);
    if (trial) return String(trial.value ?? '');
    return this.atPlace('value', expression, callSite(), () => plainToken(this.strings.length), 'plain') as string;
  }

  /** The same for the name of an object, which nobody misses. */
  name(expression: Expression): string {
    const trial = this.trial(expression);
    return trial ? String(trial.value ?? '') : this.plain(expression);
  }

  /** A token of lower-case letters and digits that nobody misses. */
  plain(expression: Expression): string {
    const make = () => plainToken(this.strings.length);
    return this.known('value', expression, 'plain', make, () => undefined).token as string;
  }

  /** The plain token of an expression that cdk8s met in an object. */
  mintDuringResolve(expression: Expression): string {
    this.resolved.add(expression);
    return this.plain(expression);
  }

  /** The expressions whose tokens were handed out since the last call, while cdk8s resolved one object. */
  takeResolved(): ReadonlySet<Expression> {
    const taken = this.resolved;
    this.resolved = new Set();
    return taken;
  }

  /** Marks a token as found in an object. */
  found(minted: Minted): void {
    this.outstanding.delete(minted);
    if (minted.formOf) this.outstanding.delete(minted.formOf);
  }

  /** Tokens that were taken by the author's code and have not been found in any object. */
  lost(): Minted[] {
    return [...this.outstanding];
  }

  /** Whether any token was handed out that a string may hold. */
  get hasStrings(): boolean {
    return this.strings.length > 0;
  }

  /** The token that a string or number is, as a whole. */
  whole(value: string | number): Minted | undefined {
    return this.byToken.get(value);
  }

  /** The amount that a string is, with its unit behind it. */
  withUnit(value: string): Minted | undefined {
    const unit = /[KMGTP]i$/.exec(value)?.[0];
    const minted = unit === undefined ? undefined : this.byToken.get(value.slice(0, -unit.length));
    return minted?.kind === 'amount' && minted.unit === unit ? minted : undefined;
  }

  /** The string token with this number, of those of the first build. */
  numbered(number: string): Minted | undefined {
    return this.strings[parseInt(number, 36)];
  }

  /** The tokens in a string, from left to right; those that are no longer whole are not among them. */
  *find(value: string): Iterable<Hit> {
    if (!this.hasStrings) return;
    for (const match of value.matchAll(numbered)) {
      const minted = this.strings[parseInt(match[1]!, 36)];
      const hit = minted && wholeAround(value, match.index, match[0], minted);
      if (hit) yield hit;
    }
  }

  /** The sample value of an expression, where the app is tried with such; undefined where none can be known. */
  private trial(expression: Expression): { readonly value: Json | undefined } | undefined {
    if (!this.sample) return undefined;
    if (hasItem(expression)) return undefined;
    const owners = [...ownersIn(expression)];
    const release = owners.length === 0 ? this.latest : this.releases.get(owners[0]!);
    return release && owners.length <= 1 ? { value: evaluate(expression, release) } : undefined;
  }

  /** The token of a value that a construct may ask for in several forms; where one of them arrives, so does it. */
  private taken(expression: Expression): Minted {
    const { key, at } = callSite();
    const minted = this.known('value', expression, `taken ${key}`, () => this.plainOne(), at);
    this.outstanding.add(minted);
    return minted;
  }

  private plainOne(): string {
    return plainToken(this.strings.length);
  }

  private resolvedAs({ expression, token }: Minted): string {
    this.resolved.add(expression);
    return token as string;
  }

  /** Another form of a token, which nobody misses by itself. */
  private formOf(
    taken: Minted,
    kind: TokenKind,
    { unit, isQuoted = false }: { unit?: string; isQuoted?: boolean } = {},
  ): Minted {
    const { expression, at } = taken;
    const make = () => this.marked(expression, isQuoted);
    return this.known(kind, expression, `of ${taken.token} ${unit} ${isQuoted}`, make, at, { unit, formOf: taken });
  }

  private marked(expression: Expression, isQuoted: boolean): string {
    return markedToken(this.strings.length, (character) => mayHold(expression, character), isQuoted);
  }

  /** The token that an expression has at a place, of which the author's code must make something. */
  private atPlace(
    kind: TokenKind,
    expression: Expression,
    { key, at }: CallSite,
    make: () => string | number,
    form = '',
  ): string | number {
    const minted = this.known(kind, expression, `${form} ${key}`, make, at);
    this.outstanding.add(minted);
    return minted.token;
  }

  private known(
    kind: TokenKind,
    expression: Expression,
    key: string,
    make: () => string | number,
    at: () => string | undefined,
    more: Pick<Minted, 'unit' | 'formOf'> = {},
  ): Minted {
    const place = `${kind} ${key}`;
    let of = this.byPlace.get(expression);
    if (!of) this.byPlace.set(expression, (of = new Map<string, Minted>()));
    const minted = of.get(place) ?? this.add({ ...more, kind, expression, token: make(), at });
    of.set(place, minted);
    return minted;
  }

  private add(minted: Minted): Minted {
    this.byToken.set(minted.token, minted);
    if (typeof minted.token === 'number') this.derivations.add(minted.token);
    else this.strings.push(minted);
    return minted;
  }
}

/** Whether an expression belongs to the body of a loop, which is written once for all elements. */
function hasItem(expression: Expression): boolean {
  const kinds = new Set([...expressionsIn(expression)].map(({ node }) => node.kind));
  return kinds.has('item') && !kinds.has('each');
}

export const tokens = new Tokens();
mintWith(tokens);
