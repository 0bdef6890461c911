import type { Examples } from '../finding';
import { documents, example, object } from './example';

const externalSecret = object(
  'external-secrets.io/v1 ExternalSecret',
  'spec:\n  secretStoreRef: { name: vault }\n  data: [{ secretKey: password, remoteRef: { key: shop } }]',
);
const configMap = (data: string) => object('v1 ConfigMap', `data:\n  ${data}`);

/** Of secrets, texts and files. */
export const fileExamples: { readonly [code: string]: Examples } = {
  credential: example(configMap('URL: postgres://shop:hunter2@db.shop.test/shop'), configMap('HOST: db.shop.test')),
  'plain-secret': example(object('v1 Secret', 'stringData: { password: hunter2 }'), externalSecret),
  'undeclared-placeholder': example(configMap('HOST: db.example.com'), configMap('HOST: db.shop.test')),
  'large-object': example(configMap('words: <300 KiB of text>'), configMap('words: <100 KiB of text>')),
  'large-data': example(configMap('words: <1100 KiB of text>'), configMap('words: <100 KiB of text>')),
  'damaged-text': example(configMap('GREETING: Gr\ufffd\ufffde'), configMap('GREETING: Grüße')),
  'yaml-syntax': example('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web\n', configMap('a: b')),
  'duplicate-key': example(configMap('MODE: fast\n  MODE: slow'), configMap('MODE: fast')),
  'lossy-yaml': example(configMap('on: push'), configMap("'on': push")),
  'not-an-object': example('replicas: 2\n', configMap('a: b')),
  'foreign-file': example('apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n', configMap('a: b')),
  'empty-document': example(documents(configMap('a: b'), ''), configMap('a: b')),
  'taken-for-json': example(
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: web } }\n',
    '---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: web } }\n',
  ),
};
