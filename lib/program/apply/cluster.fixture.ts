import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../core/values';
import { conflict, failure, notFound, ready, type Refusal, type Status, type Stored } from './cluster-answers.fixture';
import { fromProtobuf, isProtobuf } from './cluster-protobuf.fixture';
import { isSelected, merged, type Merge } from './cluster-patches.fixture';
import { discoveryOf, placeOf, resourceAt, type Place } from './discovery.fixture';

export type { Refusal, Status, Stored } from './cluster-answers.fixture';

/** What a request asks. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `Deployment shop/web`, `Namespace shop`; of a list without a name. */
  readonly target: string;
}

/**
 * A small server that speaks the parts of the Kubernetes API that kubectl and Helm need: discovery, the schema's answer to who
 * validates fields, server-side apply, create, replace, patches, get, list, watch, delete, and the log of a pod. It stores objects as it
 * gets them, fills in no default, runs no controller and checks no field. Whether an object is ready is what the test's script says.
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
  private readonly watchers = new Set<{
    readonly place: Place;
    readonly query: URLSearchParams;
    readonly to: ServerResponse;
  }>();
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
    this.tell(before ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
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
    if (query.get('watch') === 'true') return this.watch(place, query, response);
    if (method === 'GET') return this.look(place, query, send);
    if (method === 'DELETE') return this.remove(place, send);
    const type = request.headers['content-type'] ?? '';
    const object = objectIn(body);
    if (method === 'PATCH' && type.includes('apply-patch')) return this.apply(place, object, query, send);
    if (method === 'PATCH')
      return this.change(place, object, type.includes('strategic') ? 'strategic' : 'merge', query, send);
    if (method === 'POST') return this.create(place, object, query, send);
    if (method === 'PUT') return this.replace(place, object, query, send);
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

  private look(place: Place, query: URLSearchParams, send: Send): void {
    if (place.name === undefined) {
      const items = this.within(place, query).map((object) => this.asItIs(object));
      const metadata = { resourceVersion: String(this.count) };
      return send(200, { kind: `${place.kind}List`, apiVersion: place.apiVersion, metadata, items });
    }
    const key = keyOf(place, place.name);
    const object = this.objects.get(key);
    if (!object) return send(404, notFound(place, place.name));
    const answer = this.asItIs(object);
    this.times.set(key, this.times.get(key)! + 1);
    return send(200, answer);
  }

  /** The objects that a list has. */
  private within(place: Place, query: URLSearchParams): Stored[] {
    const prefix = `${place.group}/${place.plural}/${place.namespace === undefined ? '' : `${place.namespace}/`}`;
    const all = [...this.objects].filter(([key]) => key.startsWith(prefix)).map(([, object]) => object);
    return all.filter((object) => isSelected(object, query));
  }

  /** An object with its status. */
  private asItIs(object: Stored): Stored {
    const script = this.statuses[`${object.kind} ${object.metadata.name}`] ?? ready;
    const status = script(this.times.get(keyOf(placeOf(object), object.metadata.name))!, object);
    return status ? { ...object, status: status as JsonObject } : object;
  }

  /** Keeps the connection, and tells what changes from now on; before, where it is asked for, what is there. */
  private watch(place: Place, query: URLSearchParams, to: ServerResponse): void {
    to.writeHead(200, { 'content-type': 'application/json' });
    to.flushHeaders();
    if (query.get('sendInitialEvents') === 'true') {
      for (const object of this.within(place, query)) to.write(event('ADDED', this.asItIs(object)));
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      const metadata = { name: '', resourceVersion: String(this.count), annotations };
      to.write(event('BOOKMARK', { apiVersion: place.apiVersion, kind: place.kind, metadata }));
    }
    const watcher = { place, query, to };
    this.watchers.add(watcher);
    to.on('close', () => this.watchers.delete(watcher));
  }

  private tell(type: EventType, object: Stored): void {
    const its = placeOf(object);
    for (const { place, query, to } of this.watchers) {
      const isThere =
        keyOf(place, '') === keyOf(its, '') || (place.namespace === undefined && place.plural === its.plural);
      const name = place.name ?? object.metadata.name;
      if (isThere && name === object.metadata.name && isSelected(object, query))
        to.write(event(type, type === 'DELETED' ? object : this.asItIs(object)));
    }
  }

  private remove(place: Place, send: Send): void {
    const key = keyOf(place, place.name!);
    const object = this.objects.get(key);
    if (!object) return send(404, notFound(place, place.name!));
    this.objects.delete(key);
    this.tell('DELETED', object);
    this.changes.push(`delete ${targetOf(object)}`);
    const isWithin = (each: Stored) => object.kind === 'Namespace' && placeOf(each).namespace === object.metadata.name;
    for (const [other, each] of [...this.objects]) if (isWithin(each)) this.objects.delete(other);
    return send(200, { kind: 'Status', apiVersion: 'v1', status: 'Success', details: { name: place.name! } });
  }

  private create(place: Place, body: Stored, query: URLSearchParams, send: Send): void {
    const { namespace } = place;
    if (this.lacks(namespace)) return send(404, notFound({ ...place, plural: 'namespaces', group: '' }, namespace!));
    const object = inside(namespace, body);
    if (this.objects.has(keyOf(place, object.metadata.name))) {
      const message = `${place.plural} "${object.metadata.name}" already exists`;
      return send(409, failure({ code: 409, reason: 'AlreadyExists', message }));
    }
    return this.write('create', object, query, 201, send);
  }

  private replace(place: Place, object: Stored, query: URLSearchParams, send: Send): void {
    if (!this.objects.has(keyOf(place, place.name!))) return send(404, notFound(place, place.name!));
    return this.write('replace', inside(place.namespace, object), query, 200, send);
  }

  private change(place: Place, patch: JsonObject, how: Merge, query: URLSearchParams, send: Send): void {
    const before = this.objects.get(keyOf(place, place.name!));
    if (!before) return send(404, notFound(place, place.name!));
    return this.write('patch', merged(before, patch, how) as Stored, query, 200, send);
  }

  private write(verb: string, object: Stored, query: URLSearchParams, code: number, send: Send): void {
    if (query.has('dryRun')) return send(code, object);
    this.changes.push(`${verb} ${targetOf(object)}`);
    return send(code, this.asItIs(this.store(object)));
  }

  /** Whether a namespace is to be there, and is not. */
  private lacks(namespace: string | undefined): boolean {
    return namespace !== undefined && namespace !== 'default' && !this.get(`Namespace ${namespace}`);
  }

  private apply(place: Place, object: Stored, query: URLSearchParams, send: Send): void {
    const { namespace } = place;
    if (this.lacks(namespace)) return send(404, notFound({ ...place, plural: 'namespaces', group: '' }, namespace!));
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

/** What a request brings along: protobuf, JSON or YAML. */
function objectIn(body: Buffer): Stored {
  if (isProtobuf(body)) return fromProtobuf(body);
  const text = body.toString();
  return (text.startsWith('{') ? JSON.parse(text) : parse(text)) as Stored;
}

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';

/** A line of a watch. */
const event = (type: EventType, object: Stored) => `${JSON.stringify({ type, object })}\n`;

type Send = (code: number, json: Json | string) => void;

const named = (kind: string, namespace: string | undefined, name: string | undefined) =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`.trim();

/** An object that need not say its namespace, as the path does. */
const inside = (namespace: string | undefined, object: Stored): Stored =>
  namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };

const targetOf = (object: Stored) => named(object.kind, placeOf(object).namespace, object.metadata.name);

const keyOf = ({ group, plural, namespace }: Pick<Place, 'group' | 'plural' | 'namespace'>, name: string) =>
  `${group}/${plural}/${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** What an object says, without what the server adds. */
const said = ({ metadata, status: _status, ...rest }: Stored): string => {
  const { managedFields: _m, uid: _u, generation: _g, resourceVersion: _r, ...own } = metadata;
  return JSON.stringify({ ...rest, metadata: own });
};

const same = (before: Stored, object: Stored) => said(before) === said(object);
