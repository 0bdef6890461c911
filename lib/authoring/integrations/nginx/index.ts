export { ReverseProxy, reverseProxyValues, type ReverseProxyDefaults, type ReverseProxyProps } from './reverse-proxy';
export type { ProxyConfig } from './reverse-proxy-config';
export type { ProxyingTrait } from './reverse-proxy';
export { stickyPodsValues } from './sticky-upstream';
