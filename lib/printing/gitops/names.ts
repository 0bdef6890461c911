import { sha256 } from '../../core/values';

/** What a name is made of: system and environment, and the cluster where there are several. */
export type NameParts = readonly string[];

/** What engines put names into: values of labels. */
export const longestName = 63;
/** What Helm allows for the name of a release. */
export const longestReleaseName = 53;

const isLabel = (text: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);

const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

/**
 * Names of objects in the namespace of an engine: the parts with dashes between them, `shop-production`. Where that is not a name, is too
 * long, or where other parts read the same (`shop` in `eu-production` and `shop-eu` in `production`), a digest of the parts makes the
 * name one of its own, however many of the systems are printed.
 */
export class Names {
  private readonly readings = new Map<string, Set<string>>();

  /** @param all the parts of all names that there are, of systems that are not printed now too */
  constructor(all: Iterable<NameParts>) {
    for (const parts of all) {
      const reading = readingOf(parts);
      this.readings.set(reading, (this.readings.get(reading) ?? new Set()).add(keyOf(parts)));
    }
  }

  /**
   * @param ending what comes after the name, such as the stage
   * @param longest the most characters that the name may have
   */
  of(parts: NameParts, { ending = '', longest = longestName } = {}): string {
    const reading = readingOf(parts);
    const room = longest - ending.length;
    const isPlain = parts.join('-') === reading && isLabel(reading) && reading.length <= room;
    if (isPlain && (this.readings.get(reading)?.size ?? 0) < 2) return reading + ending;
    const digest = sha256(keyOf(parts)).slice(0, 8);
    const head = reading.slice(0, room - digest.length - 1).replace(/-+$/, '');
    return `${head === '' ? 'x' : head}-${digest}${ending}`;
  }
}

const readingOf = (parts: NameParts) => slug(parts.join('-'));
const keyOf = (parts: NameParts) => JSON.stringify(parts);
