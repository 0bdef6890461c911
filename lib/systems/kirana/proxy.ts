import type { ProxyConfig } from '../../authoring';

/** What nginx does with a request, by the beginning of its path. */
export const routes = {
  '/api': { to: 'backend', limited: true },
  '/socket.io': { to: 'backend', webSocket: true, limited: true },
  '/': { to: 'frontend' },
} as const satisfies ProxyConfig['routes'];

/** What browsers are told to keep away from. */
export const headers: ProxyConfig['headers'] = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(self)',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  // Razorpay's checkout is a script and a frame of theirs.
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' https://checkout.razorpay.com; frame-src https://api.razorpay.com; connect-src 'self' wss: https://api.razorpay.com https://lumberjack.razorpay.com; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
};
