import { ApiObject, Include } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { sourceOf } from '../../core/manifest/local-include';
import { isMap, pointerTo } from '../../core/values';
import { lineOfNode } from '../../core/yaml/line-of';
import { readYaml, type ReadYaml } from '../../core/yaml/read-yaml';

/*
 * cdk8s reads YAML 1.1 as its letter says, where kubectl and Helm have a dialect of their own: `12:30` is 750 to the one and a text to
 * the others. What cdk8s read is what is printed; an author who has the file from others wants to know.
 */

/** What may be read in two ways: base 60, dates, octal numbers of YAML 1.2, tags. Most files have none, and are not read again. */
const doubtful = /(?:^|[\s[{,])(?:[-+]?\d[\d_]*:\d|\d{4}-\d\d?-\d\d?|[-+]?0o[0-7]|!!)/m;

/** More are counted. */
const mostShown = 10;

/** A line for each place in the files of Includes below a construct that cdk8s reads in another way than kubectl. */
export function includeReadings(root: IConstruct): string[] {
  const kubectls = new Map<string, Reading | undefined>();
  const includes = root.node.findAll().filter((construct) => construct instanceof Include);
  const lines = includes.flatMap((include) =>
    include.node.children
      .filter((child) => ApiObject.isApiObject(child))
      .flatMap((object) => readingsOf(object, include, kubectls)),
  );
  if (lines.length <= mostShown) return lines;
  return [
    ...lines.slice(0, mostShown),
    `and ${lines.length - mostShown} more places of included files are read in two ways`,
  ];
}

/** The documents of a file that say something, as kubectl reads them. */
type Reading = Pick<ReadYaml, 'documents' | 'lines'>;

function kubectlsReading(text: string): Reading | undefined {
  if (!doubtful.test(text)) return undefined;
  const { documents, lines } = readYaml(text, 'manifests');
  return { documents: documents.filter(({ value }) => isSomething(value)), lines };
}

/** @param kubectls what is known of files by their names, so that each is looked at once */
function readingsOf(object: ApiObject, include: IConstruct, kubectls: Map<string, Reading | undefined>): string[] {
  const props: unknown = Reflect.get(object, 'props');
  const source = isMap(props) ? sourceOf(props) : undefined;
  if (source === undefined) return [];
  const { file, text, index } = source;
  if (!kubectls.has(file)) kubectls.set(file, kubectlsReading(text));
  const reading = kubectls.get(file);
  if (reading === undefined) return [];
  const { documents, lines } = reading;
  const document = documents[index];
  if (document === undefined) return [];
  return differences(props, document.value, '', []).map(({ path, pointer, theirs, kubectl }) => {
    const line = lineOfNode(document.parsed, lines, path);
    return `${include.node.path}: ${file}:${line} ${pointer}: cdk8s reads ${shown(theirs)}, and kubectl would read ${shown(kubectl)}; quotes make it a text to both`;
  });
}

/** What cdk8s does not leave out of a file. */
const isSomething = (value: unknown): boolean =>
  value !== null && value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0);

interface Difference {
  readonly path: readonly string[];
  readonly pointer: string;
  readonly theirs: unknown;
  readonly kubectl: unknown;
}

/** The scalars that differ. What has other keys or another length was read apart for another reason. */
function differences(theirs: unknown, kubectl: unknown, pointer: string, path: readonly string[]): Difference[] {
  if (typeof theirs === 'object' && theirs !== null && typeof kubectl === 'object' && kubectl !== null) {
    return Object.entries(theirs).flatMap(([key, inner]: [string, unknown]) => {
      if (!Object.hasOwn(kubectl, key)) return [];
      return differences(inner, Reflect.get(kubectl, key), pointerTo(pointer, key), [...path, key]);
    });
  }
  const isSame =
    theirs === kubectl ||
    (typeof kubectl === 'bigint' && Number(kubectl) === theirs) ||
    (Number.isNaN(theirs) && Number.isNaN(kubectl));
  return isSame ? [] : [{ path, pointer, theirs, kubectl }];
}

const shown = (value: unknown): string => (typeof value === 'bigint' ? String(value) : JSON.stringify(value));
