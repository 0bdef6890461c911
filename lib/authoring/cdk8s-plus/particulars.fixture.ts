import { ApiObject } from 'cdk8s';
import * as k from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Condition } from '../../core/manifest';
import { equals, type Expression } from '../../core/values';
import { below, type Given } from './recipes.fixture';
import type { Particular, Refused } from './verdict.fixture';
import { aChoice, aText, aVolumeName, type Way } from './ways.fixture';

const nameOfVolume: Particular = {
  way: aVolumeName,
  note: 'declare it with `maxLength: 63`: longer names are cut, which is refused',
};

const noType: Particular = {
  way: aChoice('ServiceType', ['ClusterIP', 'NodePort', 'LoadBalancer']),
  note: '`ExternalName` needs another Service, under a `Condition`',
};

const lost = 'was taken here and is in no object';

/** A prop that says whether there is a NetworkPolicy: it is there under a condition. */
const policyWhen =
  (given: Given, when: (x: Expression<never>) => Expression<boolean>): Refused['build'] =>
  (chart, x, use) => {
    const construct = use(chart, given);
    const policy = ApiObject.isApiObject(construct) ? construct : below(construct, 'NetworkPolicy');
    Condition.of(policy).when(when(x));
  };

const isolation: Particular = {
  refused: {
    message: lost,
    instead: "leave it out; `Condition.of(policy).when(equals(values.x, 'POD'))` of each NetworkPolicy that is made",
    build: policyWhen({}, (x) => equals<string>(x, 'POD')),
  },
};

const annotated = (code: string, wrap: (x: unknown) => unknown): Way => ({
  ...aText,
  code,
  reference: (x) => wrap(aText.reference(x)),
  literal: wrap,
});

/** What is particular of a prop, by its struct and name. */
export const particulars: { readonly [prop: string]: Particular } = {
  'ResourceProps.metadata': {
    way: annotated('{ annotations: { note: token(values.x) } }', (note) => ({ annotations: { note } })),
    note: 'names, labels and annotations; `entries(values.map)` gives all entries of a map',
  },
  'WorkloadProps.podMetadata': {
    way: annotated('{ labels: { team: token(values.x) } }', (team) => ({ labels: { team } })),
    note: '`entries(values.map)` gives all entries of a map',
  },
  'DockerConfigSecretProps.data': {
    way: annotated('{ auths: { host: { auth: token(values.x) } } }', (auth) => ({ auths: { host: { auth } } })),
  },
  'AwsElasticBlockStoreVolumeOptions.name': nameOfVolume,
  'AzureDiskVolumeOptions.name': nameOfVolume,
  'ConfigMapVolumeOptions.name': nameOfVolume,
  'CsiVolumeOptions.name': nameOfVolume,
  'GCEPersistentDiskVolumeOptions.name': nameOfVolume,
  'PersistentVolumeClaimVolumeOptions.name': nameOfVolume,
  'SecretVolumeOptions.name': nameOfVolume,
  'ServiceProps.type': noType,
  'DeploymentExposeViaServiceOptions.serviceType': noType,
  'PodDnsProps.policy': { beside: { nameservers: ['10.0.0.1'] }, note: '`None` needs `nameservers`' },
  'SeccompProfile.localhostProfile': { beside: { type: k.SeccompProfileType.LOCALHOST } },
  'IngressRule.path': {
    way: {
      ...aText,
      code: '`/${values.x}`',
      reference: (x) => `/${String(x)}`,
      literal: (x) => `/${String(x)}`,
    },
    note: 'it must begin with a slash, which a token does not',
  },
  'AddDirectoryOptions.exclude': {
    refused: { message: lost, instead: 'a literal: files are read while the app is built' },
  },
  'AddDirectoryOptions.keyPrefix': {
    refused: { message: 'made the key of a map', instead: 'a literal: keys are literal' },
  },
  'EnvValueFromProcessOptions.required': {
    refused: { message: lost, instead: 'a literal: the environment is read while the app is built' },
  },
  'AbstractPodProps.isolate': {
    refused: {
      message: lost,
      instead: '`isolate: true`, and `Condition.of(policy).when(values.x)` of the NetworkPolicy that it makes',
      build: policyWhen({ isolate: true } as never, (x) => x),
    },
  },
  'NetworkPolicyTraffic.default': {
    refused: {
      message: lost,
      instead: 'two policies, each with its default and under a `Condition`',
      build: (chart, x, use) => {
        for (const choice of Object.values(k.NetworkPolicyTrafficDefault)) {
          const policy = use(new Construct(chart, choice), { default: choice } as never);
          Condition.of(policy).when(equals<string>(x, choice));
        }
      },
    },
  },
  'PodConnectionsAllowFromOptions.isolation': isolation,
  'PodConnectionsAllowToOptions.isolation': isolation,
  'WorkloadProps.select': {
    refused: { message: lost, instead: 'a literal: whoever selects the pods must know it' },
  },
  'WorkloadProps.spread': {
    refused: {
      message: lost,
      instead:
        "leave it out, and `Binding.of(ApiObject.of(web)).set('/spec/template/spec/affinity', values.affinity)`, a block",
    },
  },
};

/** Structs that constructs give or keep for themselves, or that nothing takes: no program writes one. */
export const notGiven: readonly string[] = [
  'AddDeploymentOptions',
  'LabelSelectorRequirement',
  'NamespaceSelectorConfig',
  'NetworkPolicyAddEgressRuleOptions',
  'NetworkPolicyPeerConfig',
  'PodSelectorConfig',
  'ScalingTarget',
  'SubjectConfiguration',
];
