/** The name by which pages know a struct: `core.Container` for any version; that of a custom resource in full. */
export function shortName(id: string): string {
  const match = /^(.*?)\.(v\d\w*)\.(\w+)$/.exec(id);
  if (!match) return id;
  const [, group = '', , name = ''] = match;
  return `${id.startsWith('io.k8s.') ? group.slice(group.lastIndexOf('.') + 1) : group}.${name}`;
}

/** Where upstream keeps its structs; the definitions in schemas of values leave this out. */
export const upstreamGroups = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.', ''];

/** The name of a struct among the definitions in schemas of values: `core.v1.Probe`. */
export const definitionName = (id: string): string =>
  id.slice(upstreamGroups.find((group) => id.startsWith(group))!.length);
