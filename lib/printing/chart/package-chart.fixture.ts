/** A path that the header of a tar file has no room for. */
export const LONG = `files/${'d'.repeat(90)}/${'e'.repeat(90)}.json`;
/** The files of a chart, text and bytes. */
export const FILES = new Map<string, string | Uint8Array>([
  ['values.yaml', 'replicaCount: 1\n'],
  ['templates/service.yaml', 'kind: Service\n'],
  ['templates/_helpers.tpl', ''],
  ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'],
  ['files/logo.bin', Uint8Array.from([0, 255, 10])],
  ['files/größe.txt', 'größe\n'],
  [LONG, '{}\n'],
]);
