import type { JsonObject } from '../../core/values';

/** How commands name an object: `Deployment/web`. */
export function objectName({ kind, metadata }: JsonObject): string {
  const { name } = (metadata ?? {}) as { readonly name?: string };
  return `${String(kind)}/${name ?? ''}`;
}
