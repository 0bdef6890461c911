import type { JsonObject } from '../../core/values';
import type { Stored } from './cluster-answers.fixture';

/*
 * What Helm sends as protobuf, since its client has types for it: Namespaces, and the Secrets with its releases. Numbers of fields are those
 * of `generated.proto` in k8s.io/api and k8s.io/apimachinery.
 */

const magic = 'k8s\0';

export const isProtobuf = (body: Buffer): boolean => body.subarray(0, 4).toString('latin1') === magic;

/** An object with its metadata, and of a Secret its data and type. */
export function fromProtobuf(body: Buffer): Stored {
  const envelope = fieldsOf(body.subarray(4));
  const type = fieldsOf(envelope.bytes(1));
  const object = fieldsOf(envelope.bytes(2));
  const metadata = fieldsOf(object.bytes(1));
  const kind = type.text(2);
  return {
    apiVersion: type.text(1),
    kind,
    metadata: {
      name: metadata.text(1),
      ...(metadata.has(3) && { namespace: metadata.text(3) }),
      labels: mapOf(metadata.all(11), (value) => value.toString()),
    },
    ...(kind === 'Secret' && {
      type: object.text(3),
      data: mapOf(object.all(2), (value) => value.toString('base64')),
    }),
  };
}

const mapOf = (entries: readonly Buffer[], read: (value: Buffer) => string): JsonObject =>
  Object.fromEntries(entries.map(fieldsOf).map((entry) => [entry.text(1), read(entry.bytes(2))]));

/** The fields of a message that have a length: texts, bytes and messages; numbers are passed over. */
function fieldsOf(message: Buffer) {
  const found = new Map<number, Buffer[]>();
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = message[at++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  while (at < message.length) {
    const key = varint();
    if ((key & 7) === 0) varint();
    else if ((key & 7) === 2) {
      const length = varint();
      found.set(key >> 3, [...(found.get(key >> 3) ?? []), message.subarray(at, (at += length))]);
    } else throw new Error(`a field of the wire type ${key & 7}, which no object of Helm has`);
  }
  const all = (field: number) => found.get(field) ?? [];
  const bytes = (field: number) => all(field).at(-1) ?? Buffer.alloc(0);
  return { all, bytes, has: (field: number) => found.has(field), text: (field: number) => bytes(field).toString() };
}
