import type { Json, JsonObject } from '../../core/values';
import type { Kubectl, RunOptions } from './kubectl';
import { identityOf, keyOf, listAt, listText, stubOf, textAt, type Identity } from './objects';
import { isPassing, problemLine } from './refusals';

/** What a look at some objects came to. */
export type Looked =
  /** By key; what is not there is left out, as is what is of a kind that the cluster does not know. */
  | { readonly kind: 'seen'; readonly objects: ReadonlyMap<string, JsonObject>; readonly unknown: readonly Identity[] }
  /** The cluster did not answer; it may the next time. */
  | { readonly kind: 'lost'; readonly message: string }
  /** The user may not look, or the command was wrong. */
  | { readonly kind: 'refused'; readonly message: string };

/** Seconds after which one request counts as lost. */
const patience = '20s';

/** A kind that the cluster does not know, in kubectl's words. */
const noMatch = /no matches for kind "([^"]+)" in version "([^"]+)"/g;

/**
 * Objects as the cluster has them, by one run of kubectl.
 *
 * @param home the namespace of objects that say none
 */
export async function look(
  kubectl: Kubectl,
  wanted: readonly Identity[],
  home: string,
  options: RunOptions = {},
): Promise<Looked> {
  let asked = wanted;
  const unknown: Identity[] = [];
  while (asked.length > 0) {
    const args = ['get', '--filename', '-', '--ignore-not-found', '--output', 'json', '--show-managed-fields'];
    const input = listText(asked.map(stubOf));
    const { code, stdout, stderr } = await kubectl.run([...args, '--request-timeout', patience], { ...options, input });
    if (code === 0) return { kind: 'seen', objects: byKey(stdout, home), unknown };
    const kinds = new Set(Array.from(stderr.matchAll(noMatch), ([, kind, version]) => `${version} ${kind}`));
    const isUnknown = ({ apiVersion, kind }: Identity) => kinds.has(`${apiVersion} ${kind}`);
    const [gone, rest] = [asked.filter(isUnknown), asked.filter((each) => !isUnknown(each))];
    if (gone.length === 0) return { kind: isPassing(stderr) ? 'lost' : 'refused', message: problemLine(stderr) };
    unknown.push(...gone);
    asked = rest;
  }
  return { kind: 'seen', objects: new Map(), unknown };
}

function byKey(text: string, home: string): Map<string, JsonObject> {
  if (text.trim() === '') return new Map();
  return new Map(itemsOf(text).map((object) => [keyOf(identityOf(object), home), object]));
}

/** The objects that kubectl has printed: one by itself, several in a list. */
function itemsOf(text: string): readonly JsonObject[] {
  const answer = JSON.parse(text) as JsonObject;
  return textAt(answer, 'kind') === 'List' ? listAt(answer, 'items') : [answer];
}

/**
 * All objects of some kinds; undefined where the user may not list them, or the cluster does not answer.
 *
 * @param args what follows `kubectl get`
 */
export async function list(
  kubectl: Kubectl,
  args: readonly string[],
  options: RunOptions = {},
): Promise<readonly JsonObject[] | undefined> {
  const all = ['get', ...args, '--output', 'json', '--request-timeout', patience];
  const { code, stdout } = await kubectl.run(all, options);
  return code === 0 ? listAt(JSON.parse(stdout) as Json, 'items') : undefined;
}
