import type { Finding } from '../finding';
import type { Report } from '.';

/* A report with something of everything. */

export const finding = (change: Partial<Finding>): Finding => ({
  code: 'missing-secret',
  severity: 'error',
  question: 'closed-world',
  object: 'apps/v1 Deployment shop/backend',
  pointer: '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name',
  message: 'there is no Secret "x"',
  remedy: 'Add it.',
  ...change,
});

export const report: Report = {
  objects: 12,
  findings: [
    finding({ file: 'dist/shop/local/40 backend.yaml', line: 17, construct: 'shop/backend/deployment' }),
    finding({
      code: 'unused-volume',
      severity: 'warning',
      pointer: '',
      message: '100% of it,\nall: "x"',
      file: 'dist/shop/local/40 backend.yaml',
      line: 1,
      construct: 'shop/backend/deployment',
    }),
    finding({ object: 'v1 ConfigMap a\u001b[31m\u202e', code: 'unused-config-map', severity: 'warning' }),
  ],
  allowed: [
    { finding: finding({ code: 'floating-tag', construct: 'shop/web' }), reason: 'built at home' },
    { finding: finding({ code: 'floating-tag', construct: 'shop/api' }), reason: 'built at home' },
  ],
};
export const sound: Report = { objects: 1, findings: [], allowed: [] };
