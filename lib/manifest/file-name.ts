import type { ApiObject, Chart } from 'cdk8s';

/** Ids that L2 constructs give to the one object inside them; they say nothing to a reader. */
const silent = new Set(['Resource', 'Default']);

/** The construct's path with dashes, the kind at its end: `backend/deployment` is `backend-deployment`. */
export function fileName(chart: Chart, object: ApiObject): string {
  const ids = object.node.scopes.slice(chart.node.scopes.length).map((scope) => scope.node.id);
  const parts = ids
    .filter((id) => !silent.has(id))
    .map(dashed)
    .filter((part, i, all) => part !== all[i - 1]);
  const kind = object.kind.toLowerCase();
  if (parts.at(-1) !== kind && !parts.at(-1)?.endsWith(`-${kind}`)) parts.push(kind);
  return parts.join('-');
}

const dashed = (id: string) =>
  id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
