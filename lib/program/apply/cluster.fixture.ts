import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../core/values';
import { discoveryOf, placeOf, resourceAt, type Place } from './discovery.fixture';

/** An object as the server stores it. */
export interface Stored extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}

/** What a request asks. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `Deployment shop/web`, `Namespace shop`; of a list without a name. */
  readonly target: string;
}

/** What a test makes of a request in place of the answer: a refusal of the API server, or a connection that is cut. */
export type Refusal = { readonly code: number; readonly reason: string; readonly message: string } & {
  readonly details?: JsonObject;
};

/** The status of an object at the nth time that it is asked for since it was last changed, from 0. */
export type Status = (asked: number, object: Stored) => { readonly [field: string]: Json | undefined } | undefined;

/**
 * A small server that speaks the parts of the Kubernetes API that kubectl needs to apply: discovery, the schema's answer to who
 * validates fields, server-side apply, get, list, delete, and the log of a pod. It stores objects as it gets them, fills in no default,
 * runs no controller and checks no field. Whether an object is ready is what the test's script says.
 */
export class Cluster {
  /** What was changed, in order: `apply ConfigMap shop/web`, `delete Job shop/old`; a dry run is not there. */
  readonly changes: string[] = [];
  /** All that was asked but for discovery: `GET ConfigMap shop/web`. */
  readonly asked: string[] = [];
  /** By `Kind name`. What is not there is ready at once. */
  readonly statuses: { [target: string]: Status } = {};
  /** What becomes of a request; undefined: the usual answer. */
  refuse: (asked: Asked) => Refusal | 'cut' | undefined = () => undefined;
  /** Who owns which fields of which object besides: `{ 'ConfigMap settings': [['kubectl-edit', '.data.HOST']] }`. */
  readonly owners: { [target: string]: readonly (readonly [manager: string, field: string])[] } = {};
  /** By `pod/container`, with `/previous` for what ended before. */
  readonly logs: { [container: string]: string } = {};
  /** What the server says of its version. */
  version = '1.36.0';
  /** Milliseconds that each answer takes. */
  delay = 0;

  private readonly objects = new Map<string, Stored>();
  private readonly times = new Map<string, number>();
  private server: Server | undefined;
  private count = 100;

  /** Begins to listen, on a free port of the loopback interface. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  /** A configuration of kubectl that knows this server by the contexts `test` and `other`. */
  kubeconfig(): string {
    const context = (name: string, more: JsonObject = {}) => ({
      name,
      context: { cluster: 'small', user: 'me', ...more },
    });
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'small', cluster: { server: this.url } }],
      users: [{ name: 'me', user: {} }],
      contexts: [context('test'), context('other', { namespace: 'elsewhere' })],
    });
  }

  /** Puts an object there as somebody else would. */
  put(object: JsonObject, manager = 'kubectl-create'): void {
    const stored = object as Stored;
    const managed = { manager, operation: 'Update', apiVersion: stored.apiVersion, time: '2026-01-01T00:00:00Z' };
    this.store({ ...stored, metadata: { managedFields: [managed], ...stored.metadata } });
  }

  /** An object that is there: `Deployment shop/web`. */
  get(target: string): Stored | undefined {
    return [...this.objects.values()].find((object) => targetOf(object) === target);
  }

  /** What is there: `Deployment shop/web`. */
  targets(): string[] {
    return [...this.objects.values()].map(targetOf).sort();
  }

  private store(object: Stored): Stored {
    const key = keyOf(placeOf(object), object.metadata.name);
    const before = this.objects.get(key);
    const { uid = `uid-${++this.count}`, generation = 0 } = (before?.metadata ?? {}) as JsonObject;
    const isChanged = JSON.stringify(before?.['spec']) !== JSON.stringify(object['spec']);
    const stored = {
      ...object,
      metadata: {
        ...object.metadata,
        uid,
        generation: Number(generation) + (isChanged ? 1 : 0),
        resourceVersion: String(++this.count),
      },
    };
    this.objects.set(key, stored);
    this.times.set(key, 0);
    return stored;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { pathname, searchParams: query } = new URL(request.url!, this.url);
    const method = request.method!;
    const send = (code: number, json: Json | string) => {
      response.writeHead(code, { 'content-type': typeof json === 'string' ? 'text/plain' : 'application/json' });
      response.end(typeof json === 'string' ? json : JSON.stringify(json));
    };
    const known = discoveryOf(pathname, this.version);
    if (known) return send(200, known);
    // An empty schema, as protobuf: older versions of kubectl read this one, and leave it to the server then.
    if (pathname === '/openapi/v2') return void response.writeHead(200, { 'content-type': protobuf }).end();
    const place = resourceAt(pathname);
    if (!place) return send(404, failure({ code: 404, reason: 'NotFound', message: `no such path ${pathname}` }));
    const target = named(place.kind, place.namespace, place.name);
    this.asked.push(`${method} ${target}${query.has('dryRun') ? ' dry' : ''}`);
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const refusal = this.refuse({ method, path: pathname, query, target });
    if (refusal === 'cut') return void request.socket.destroy();
    if (refusal) return send(refusal.code, failure(refusal));
    if (place.log) return this.log(place, query, send);
    if (method === 'GET') return this.look(place, send);
    if (method === 'DELETE') return this.remove(place, send);
    if (method === 'PATCH') return this.apply(place, JSON.parse(body) as Stored, query, send);
    return send(405, failure({ code: 405, reason: 'MethodNotAllowed', message: `no ${method} here` }));
  }

  private log({ name }: Place, query: URLSearchParams, send: Send): void {
    const container = `${name}/${query.get('container') ?? ''}${query.get('previous') === 'true' ? '/previous' : ''}`;
    const text = this.logs[container];
    if (text === undefined) {
      const message = `previous terminated container in pod "${name}" not found`;
      return send(400, failure({ code: 400, reason: 'BadRequest', message }));
    }
    const lines = text.trimEnd().split('\n');
    return send(200, `${lines.slice(-Number(query.get('tailLines') ?? lines.length)).join('\n')}\n`);
  }

  private look(place: Place, send: Send): void {
    if (place.name === undefined) {
      const prefix = `${place.group}/${place.plural}/${place.namespace === undefined ? '' : `${place.namespace}/`}`;
      const items = [...this.objects].filter(([key]) => key.startsWith(prefix)).map(([, object]) => object);
      return send(200, { kind: `${place.kind}List`, apiVersion: place.apiVersion, metadata: {}, items });
    }
    const key = keyOf(place, place.name);
    const object = this.objects.get(key);
    if (!object) return send(404, notFound(place, place.name));
    const times = this.times.get(key)!;
    this.times.set(key, times + 1);
    const script = this.statuses[`${object.kind} ${object.metadata.name}`] ?? ready;
    const status = script(times, object);
    return send(200, status ? { ...object, status: status as JsonObject } : object);
  }

  private remove(place: Place, send: Send): void {
    const key = keyOf(place, place.name!);
    const object = this.objects.get(key);
    if (!object) return send(404, notFound(place, place.name!));
    this.objects.delete(key);
    this.changes.push(`delete ${targetOf(object)}`);
    return send(200, { kind: 'Status', apiVersion: 'v1', status: 'Success', details: { name: place.name! } });
  }

  private apply(place: Place, object: Stored, query: URLSearchParams, send: Send): void {
    const { namespace } = place;
    if (namespace !== undefined && namespace !== 'default' && !this.get(`Namespace ${namespace}`))
      return send(404, notFound({ ...place, plural: 'namespaces', group: '' }, namespace));
    const manager = query.get('fieldManager')!;
    const others = this.owners[`${object.kind} ${object.metadata.name}`] ?? [];
    if (others.length > 0 && query.get('force') !== 'true') return send(409, conflict(object, others));
    const before = this.objects.get(keyOf(place, object.metadata.name));
    const isSame = before !== undefined && same(before, object);
    if (query.has('dryRun')) return send(before ? 200 : 201, object);
    this.changes.push(`apply ${targetOf(object)}`);
    if (isSame) return send(200, before);
    const kept = ((before?.metadata['managedFields'] ?? []) as JsonObject[]).filter(
      (each) => each['manager'] !== manager,
    );
    const time = new Date(Date.now() + ++this.count * 1000).toISOString();
    const own = {
      manager,
      operation: 'Apply',
      apiVersion: object.apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: {},
    };
    const managedFields = [...kept, own];
    return send(before ? 200 : 201, this.store({ ...object, metadata: { ...object.metadata, managedFields } }));
  }
}

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

type Send = (code: number, json: Json | string) => void;

const named = (kind: string, namespace: string | undefined, name: string | undefined) =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`.trim();

const targetOf = (object: Stored) => named(object.kind, placeOf(object).namespace, object.metadata.name);

const keyOf = ({ group, plural, namespace }: Pick<Place, 'group' | 'plural' | 'namespace'>, name: string) =>
  `${group}/${plural}/${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** What an object says, without what the server adds. */
const said = ({ metadata, status: _status, ...rest }: Stored): string => {
  const { managedFields: _m, uid: _u, generation: _g, resourceVersion: _r, ...own } = metadata;
  return JSON.stringify({ ...rest, metadata: own });
};

const same = (before: Stored, object: Stored) => said(before) === said(object);

const failure = ({ code, reason, message, details }: Refusal): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  code,
  reason,
  message,
  ...(details ? { details } : {}),
});

const notFound = ({ group, plural }: Pick<Place, 'group' | 'plural'>, name: string) =>
  failure({
    code: 404,
    reason: 'NotFound',
    message: `${plural}${group === '' ? '' : `.${group}`} "${name}" not found`,
    details: { name, group, kind: plural },
  });

/** As the API server words it, and lists it for programs. */
function conflict({ apiVersion }: Stored, others: readonly (readonly [string, string])[]): JsonObject {
  const causes = others.map(([manager, field]) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${manager}" using ${apiVersion}`,
    field,
  }));
  const count = `${others.length} conflict${others.length === 1 ? '' : 's'}`;
  const lines = causes.map(({ message, field }) => `${message}: ${field}`);
  const message = `Apply failed with ${count}: ${causes.length === 1 ? lines[0] : `conflicts:\n- ${lines.join('\n- ')}`}`;
  return failure({ code: 409, reason: 'Conflict', message, details: { causes } });
}

const isTrue = (type: string) => ({ type, status: 'True' });

/** What is ready at once. */
const ready: Status = (_, { kind, spec, metadata }): JsonObject | undefined => {
  const replicas = Number((spec as JsonObject | undefined)?.['replicas'] ?? 1);
  const observedGeneration = Number(metadata['generation']);
  switch (kind) {
    case 'Namespace':
      return { phase: 'Active' };
    case 'Deployment':
      return {
        ...{
          observedGeneration,
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        },
        conditions: [isTrue('Available'), { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
      };
    case 'StatefulSet':
      return {
        ...{
          observedGeneration,
          replicas,
          readyReplicas: replicas,
          currentReplicas: replicas,
          updatedReplicas: replicas,
        },
        ...{ currentRevision: 'one', updateRevision: 'one' },
      };
    case 'Job':
      return { succeeded: 1, conditions: [isTrue('Complete')] };
    case 'PersistentVolumeClaim':
      return { phase: 'Bound' };
    case 'ExternalSecret':
      return { conditions: [isTrue('Ready')] };
    default:
      return undefined;
  }
};
