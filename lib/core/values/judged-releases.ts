import type { TSchema } from '@sinclair/typebox';
import type { Release } from './expression';
import { judgedRelease } from './trial';

/** The releases of charts by whose values constructs judge a reference; each is made when it is first asked for. */
export class JudgedReleases {
  private readonly schemas = new Map<object, TSchema>();
  private readonly releases = new Map<object, Release>();
  private readonly ofNoChart = {};

  know(owner: object, schema: TSchema): void {
    this.schemas.set(owner, schema);
    this.releases.delete(owner);
  }

  /** That of a chart, or one without values; undefined for a chart of which nothing is known. */
  of(owner: object | undefined): Release | undefined {
    const schema = owner && this.schemas.get(owner);
    if (owner && !schema) return undefined;
    const known = this.releases.get(owner ?? this.ofNoChart) ?? judgedRelease(schema);
    this.releases.set(owner ?? this.ofNoChart, known);
    return known;
  }

  clear(): void {
    this.schemas.clear();
    this.releases.clear();
  }
}
