import { isNamespace } from '../../core/manifest/is-namespace';
import type { JsonObject } from '../../core/values';
import type { PlainObject, PlainStage } from '../../printing/trees';
import type { Target } from './context';
import type { Kubectl } from './kubectl';
import { counted, identityOf, keyOf, textAt, titleOf, type Identity } from './objects';
import { placedIn, type Rival } from './rivals';
import type { Sent } from './sent';
import type { Pace } from './wait';

/** What is applied. */
export interface Plan {
  readonly system: string;
  readonly environment: string;
  /** The namespace of the release. */
  readonly namespace: string;
  readonly stages: readonly PlainStage[];
  /** The environments that print some of the same objects, and not alike. @default none */
  readonly rivals?: readonly Rival[];
  /** Where an object was made: construct and line of the app. */
  readonly originOf: (plain: PlainObject) => string | undefined;
}

export interface ApplyOptions {
  /** Asks the server, and changes nothing. */
  readonly isDry: boolean;
  /** Milliseconds for each stage. */
  readonly timeout: number;
  /** Whether what is no longer printed is removed: never, after asking, or without asking. */
  readonly prune: 'never' | 'ask' | 'always';
  /** Takes over fields that others have set. */
  readonly forceConflicts: boolean;
  /** Ends waiting; a change that was begun comes to its end. */
  readonly interrupted: AbortSignal;
  /** Ends also a change that was begun. */
  readonly killed: AbortSignal;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
  /** Prints a line of what went wrong. */
  readonly tell: (line: string) => void;
  /** Asks the user; whether the answer is yes. */
  readonly ask: (question: string) => Promise<boolean>;
  readonly pace: Pace;
}

/** The cluster did not do what it was asked; the lines that say so have been printed. */
export class Stopped extends Error {}

/** What all parts of one apply share: what goes where, what was there before, and how its user is told. */
export class Ground {
  /** What was there before, by key; undefined where that could not be read. */
  before: ReadonlyMap<string, JsonObject> | undefined;

  constructor(
    readonly kubectl: Kubectl,
    readonly target: Target,
    readonly plan: Plan,
    readonly options: ApplyOptions,
  ) {}

  /** Every object of the plan, in order. */
  get all(): PlainObject[] {
    return this.plan.stages.flatMap(({ objects }) => objects);
  }

  /** The namespace of objects that say none. */
  get home(): string {
    return this.target.namespace;
  }

  /** What an object is called in the cluster: with the namespace that it gets where it says none. */
  placed({ object }: PlainObject): Identity {
    return placedIn(object, this.home);
  }

  keyOf(identity: Identity): string {
    return keyOf(identity, this.home);
  }

  /** An object as it was before. */
  beforeOf(plain: PlainObject): JsonObject | undefined {
    return this.before?.get(this.keyOf(this.placed(plain)));
  }

  /** Whether an object is the Namespace of the release. */
  isOwnNamespace({ object }: PlainObject): boolean {
    return isNamespace(object) && textAt(object, 'metadata', 'name') === this.plan.namespace;
  }

  titleOf({ object }: PlainObject): string {
    return titleOf(identityOf(object));
  }

  tellRefused({ refused }: Sent): void {
    for (const { plain, refusal } of refused) {
      const origin = plain && this.plan.originOf(plain);
      const place = origin === undefined ? '' : ` (${origin})`;
      this.options.tell(`failed     ${plain ? `${this.titleOf(plain)}${place}: ` : ''}${refusal.text}`);
    }
  }

  /** Says where it ends and what was not done, and ends it. */
  stop(where: string, later: readonly PlainStage[]): never {
    const left = later.map(({ name, objects }) => `${name} (${counted(objects.length)})`);
    const rest = left.length === 0 ? '' : ` Nothing was applied of ${left.join(', ')}.`;
    const { system, environment } = this.plan;
    const what = this.options.interrupted.aborted ? 'Interrupted' : 'Stopped';
    this.options.tell(
      `${what} ${where} of ${system} ${environment} in ${this.target.context}.${rest} What was applied stays; run the same command again to go on.`,
    );
    throw new Stopped();
  }

  /** Ends it before anything was applied. */
  stopAtOnce(): never {
    const { system, environment } = this.plan;
    const what = this.options.interrupted.aborted ? 'Interrupted' : 'Stopped';
    this.options.tell(`${what} before anything of ${system} ${environment} was applied in ${this.target.context}.`);
    throw new Stopped();
  }
}
