import type { Environment } from './library';
import { InvalidArgument } from './invalid-argument';

/** An absolute URL, or an absolute path, as Go's `url.ParseRequestURI` reads it. */
export class Url {
  constructor(
    readonly scheme: string,
    /** With the port: `example.org:8080`. */
    readonly host: string,
    readonly path: string,
    readonly query: string,
  ) {}

  /** @returns undefined for what is not absolute */
  static parse(text: string): Url | undefined {
    if (text === '' || /[\x00-\x1f\x7f]/.test(text)) return undefined;
    const [whole = ''] = text.split('#');
    const [, scheme = '', rest = whole] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(whole) ?? [];
    if (scheme === '' && !rest.startsWith('/')) return undefined;
    const [before = '', ...queries] = rest.split('?');
    const [, authority = '', path = before] = (scheme !== '' && /^\/\/([^/]*)(.*)$/s.exec(before)) || [];
    const host = authority.replace(/^.*@/, '');
    if (!/^(\[[0-9A-Fa-f:.%]+\]|[^:[\]\s]*)(:\d*)?$/.test(host) || /%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
    return new Url(
      scheme.toLowerCase(),
      host,
      rest.startsWith('/') ? path.replace(/[^\x21-\x7e]+/g, encodeURIComponent) : '',
      queries.join('?'),
    );
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host.replace(/^\[.*\]/, ''))?.[1] ?? '';
  }

  /** The values of each name, in their order. */
  get parameters(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(this.query)) found.set(name, [...(found.get(name) ?? []), value]);
    return found;
  }
}

const read = (text: string): Url => {
  const url = Url.parse(text);
  if (!url) throw new InvalidArgument(`${JSON.stringify(text)} is not an absolute URL`);
  return url;
};

/** `url(...)` and what can be asked of one. Source: apiserver/pkg/cel/library/urls.go. */
export const withUrls = (environment: Environment): Environment =>
  environment
    .registerType('URL', Url)
    .registerFunction('url(string): URL', read)
    .registerFunction('isURL(string): bool', (text: string) => Url.parse(text) !== undefined)
    .registerFunction('URL.getScheme(): string', ({ scheme }: Url) => scheme)
    .registerFunction('URL.getHost(): string', ({ host }: Url) => host)
    .registerFunction('URL.getHostname(): string', ({ hostname }: Url) => hostname)
    .registerFunction('URL.getPort(): string', ({ port }: Url) => port)
    .registerFunction('URL.getEscapedPath(): string', ({ path }: Url) => path)
    .registerFunction('URL.getQuery(): map<string, list<string>>', ({ parameters }: Url) => parameters);
