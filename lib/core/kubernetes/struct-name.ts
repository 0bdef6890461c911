/** The name by which pages know a struct: `core.Container` for any version; that of a custom resource in full. */
export function shortName(id: string): string {
  const match = /^(.*?)\.(v\d\w*)\.(\w+)$/.exec(id);
  if (!match) return id;
  const [, group = '', , name = ''] = match;
  return `${id.startsWith('io.k8s.') ? group.slice(group.lastIndexOf('.') + 1) : group}.${name}`;
}
