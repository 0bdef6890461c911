import { describe, expect, test } from '@jest/globals';
import { loadLibrary } from '../../judging/check/custom-resources/cel/library';
import type { JsonObject } from '../../core/values';
import { object } from './deployed.fixture';
import { claimChecks, healthChecks } from './health';

const { Environment } = loadLibrary();

/** What an expression of CEL comes to, with the fields of an object as variables, as Flux asks it. */
const evaluate = (rule: string, variables: JsonObject): unknown =>
  new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: false,
  }).parse(rule)(variables);

/** Whether the expression for its kind takes an object with a status for ready; undefined where it fails. */
function isReady(apiVersion: string, kind: string, status: JsonObject | undefined): unknown {
  const [check] = healthChecks([object(apiVersion, kind, 'x')]);
  try {
    return evaluate(check!.current, { ...object(apiVersion, kind, 'x'), ...(status ? { status } : {}) });
  } catch {
    return undefined;
  }
}

const conditions = (type: string, status: string): JsonObject => ({ conditions: [{ type, status }] });

describe('the health of a custom resource', () => {
  test.each([
    ['external-secrets.io/v1', 'ExternalSecret', 'Ready'],
    ['external-secrets.io/v1', 'SecretStore', 'Ready'],
    ['keda.sh/v1alpha1', 'ScaledObject', 'Ready'],
    ['cert-manager.io/v1', 'Certificate', 'Ready'],
    ['bitnami.com/v1alpha1', 'SealedSecret', 'Synced'],
  ])('of %s %s is its condition %3$s', (apiVersion, kind, type) => {
    expect(isReady(apiVersion, kind, conditions(type, 'True'))).toBe(true);
    expect(isReady(apiVersion, kind, conditions(type, 'False'))).toBe(false);
    expect(isReady(apiVersion, kind, conditions('Other', 'True'))).toBe(false);
    expect(isReady(apiVersion, kind, {})).toBe(false);
    // Flux takes an expression that fails for "not yet".
    expect(isReady(apiVersion, kind, undefined)).toBeUndefined();
  });

  test('of a route asks each gateway', () => {
    const parent = (accepted: string, resolved: string): JsonObject => ({
      conditions: [
        { type: 'Accepted', status: accepted },
        { type: 'ResolvedRefs', status: resolved },
      ],
    });
    const ready = (...parents: JsonObject[]) => isReady('gateway.networking.k8s.io/v1', 'HTTPRoute', { parents });
    expect(ready(parent('True', 'True'), parent('True', 'True'))).toBe(true);
    expect(ready(parent('True', 'True'), parent('True', 'False'))).toBe(false);
    expect(ready(parent('False', 'True'))).toBe(false);
    expect(ready()).toBe(false);
  });

  test('is left to Flux for kinds that it knows', () => {
    expect(
      healthChecks([object('apps/v1', 'Deployment', 'x'), object('example.com/v1', 'ExternalSecret', 'x')]),
    ).toEqual([]);
  });
});

const pod = (claimName: string): JsonObject => ({
  template: { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] } },
});

describe('a claim', () => {
  const claim = object('v1', 'PersistentVolumeClaim', 'backup');

  test('that a later stage or a CronJob mounts is ready while it waits for its first pod', () => {
    const nightly = object('batch/v1', 'CronJob', 'backup', { spec: { jobTemplate: { spec: pod('backup') } } });
    for (const objects of [
      [claim],
      [claim, nightly],
      [claim, object('apps/v1', 'Deployment', 'x', { spec: pod('other') })],
    ]) {
      const [check] = claimChecks(objects);
      const phase = (name: string) => evaluate(check!.current, { status: { phase: name } });
      expect([phase('Pending'), phase('Bound'), phase('Lost')]).toEqual([true, true, false]);
      expect(evaluate(check!.failed!, { status: { phase: 'Lost' } })).toBe(true);
    }
  });

  test('that pods of the stage mount at once must be bound', () => {
    expect(claimChecks([claim, object('apps/v1', 'Deployment', 'x', { spec: pod('backup') })])).toEqual([]);
  });
});
