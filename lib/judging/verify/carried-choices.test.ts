import { describe, expect, test } from '@jest/globals';
import {
  boolean,
  defaults,
  each,
  list,
  oneOf,
  overlay,
  refs,
  string,
  values,
  validateValues,
  type JsonObject,
  type Tree,
} from '../../core/values';
import { carriedSchema, placesIn } from '../../core/guards';
import { blockDefinitions } from '../../core/manifest/block-definitions';

/* What is asked of a value while another is one of its choices, and of elements that arrive in several objects. */

const shop = values({
  ingress: boolean(false, 'Whether there is an Ingress'),
  route: boolean(false, 'Whether there is a route'),
  pathType: oneOf(['Prefix', 'Exact', 'ImplementationSpecific'], 'Prefix', 'How paths are compared'),
  paths: list(string('', 'A path'), ['/'], 'Paths'),
});
const given = refs(shop, {});

const backend = { service: { name: 'web', port: { number: 80 } } };
const ingress = {
  construct: 'shop/ingress',
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  condition: given.ingress,
  object: {
    spec: {
      rules: [
        { http: { paths: [...each(given.paths, 'path', (path) => ({ path, pathType: given.pathType, backend }))] } },
      ],
    },
  } as unknown as Tree,
};
const route = {
  construct: 'shop/route',
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  condition: given.route,
  object: {
    spec: {
      rules: [{ matches: [...each(given.paths, 'path', (path) => ({ path: { type: 'PathPrefix', value: path } }))] }],
    },
  } as unknown as Tree,
};

function accepts(objects: readonly (typeof ingress)[], over: JsonObject): boolean {
  const schema = carriedSchema(shop, placesIn(objects).arrivals, [defaults(shop)], blockDefinitions);
  return validateValues(schema, overlay(defaults(shop), over), '').length === 0;
}

describe('a path whose type users choose', () => {
  test.each([
    ['Prefix', '/a//b', false],
    ['Exact', '/a/../b', false],
    ['Exact', 'a', false],
    ['ImplementationSpecific', '/a//b', true],
    ['ImplementationSpecific', '/(.*)', true],
    ['ImplementationSpecific', 'a', false],
    ['Prefix', '/a/b', true],
  ])('of the type %s may be %s: %s', (pathType, path, expected) => {
    expect(accepts([ingress], { ingress: true, pathType, paths: ['/', path] })).toBe(expected);
  });
});

describe('an element that an Ingress and a route have', () => {
  test('is what the Ingress takes while there is no route', () => {
    expect(accepts([ingress, route], { ingress: true, paths: ['/a b'] })).toBe(true);
    expect(accepts([ingress, route], { ingress: true, route: true, paths: ['/a b'] })).toBe(false);
    expect(accepts([ingress, route], { route: true, paths: ['/a b'] })).toBe(false);
  });

  test('has the form of the route, on or off, where there is nothing else', () => {
    expect(accepts([route], { paths: ['/a b'] })).toBe(false);
    expect(accepts([route], { paths: ['/a%20b'] })).toBe(true);
  });
});
