import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, oneOf } from '../../../../core/values';
import { define } from './definition.fixture';
import { cores, dnsName, image, memory, path, portOf, seconds, text, userId } from './fields.fixture';

/** What a container has. */
export const containers = [
  define(
    'a container with requests and limits',
    { request: cores, limit: cores, memory, disk: oneOf(['1Gi', '8Gi'], '1Gi', 'Disk') },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'nginx:1.27',
            resources: {
              cpu: { request: as.cpu(v.request), limit: as.cpu(v.limit) },
              memory: { request: Size.mebibytes(32), limit: as.size(v.memory) },
              ephemeralStorage: { limit: as.size(v.disk) },
            },
          },
        ],
      });
    },
  ),

  define(
    'a container that is asked over HTTP',
    {
      path: path('/healthz', 'Path'),
      port: portOf(9090, 'Port'),
      delay: seconds(10, 'Delay'),
      period: seconds(5, 'Period'),
      failures: integer(3, 'Failures', { minimum: 1 }),
      scheme: oneOf(['HTTP', 'HTTPS'], 'HTTP', 'Scheme'),
    },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'nginx:1.27',
            portNumber: 8080,
            liveness: kplus.Probe.fromHttpGet(as.text(v.path), {
              port: as.port(v.port),
              scheme: as.choice(v.scheme, kplus.ConnectionScheme),
              initialDelaySeconds: as.duration(v.delay),
              periodSeconds: as.duration(v.period),
              failureThreshold: as.count(v.failures),
            }),
          },
        ],
      });
    },
  ),

  define(
    'a container whose probes run commands and open ports',
    { word: text('--check', 'Argument'), timeout: seconds(2, 'Timeout'), port: portOf(5432, 'Port') },
    (scope, v, as) => {
      new kplus.StatefulSet(scope, 'store', {
        service: new kplus.Service(scope, 'service', { clusterIP: 'None', ports: [{ port: 5432 }] }),
        containers: [
          {
            image: 'postgres:16',
            portNumber: as.port(v.port),
            readiness: kplus.Probe.fromCommand(['pg_isready', as.text(v.word)], {
              timeoutSeconds: as.duration(v.timeout),
              successThreshold: 1,
            }),
            startup: kplus.Probe.fromTcpSocket({ port: as.port(v.port), periodSeconds: Duration.seconds(1) }),
          },
        ],
      });
    },
  ),

  define(
    'a container that is told when it starts and stops',
    { path: path('/drain', 'Path'), pause: text('5', 'Seconds of sleep'), port: portOf(8081, 'Port') },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'nginx:1.27',
            portNumber: 8080,
            lifecycle: {
              postStart: kplus.Handler.fromCommand(['sh', '-c', 'sleep "$0"', as.text(v.pause)]),
              preStop: kplus.Handler.fromHttpGet(as.text(v.path), { port: as.port(v.port) }),
            },
          },
        ],
      });
    },
  ),

  define(
    'a container that is told through a socket',
    { host: dnsName('hub', 'Host'), port: portOf(9000, 'Port') },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'nginx:1.27',
            portNumber: 8080,
            lifecycle: { preStop: kplus.Handler.fromTcpSocket({ host: as.text(v.host), port: as.port(v.port) }) },
          },
        ],
      });
    },
  ),

  define(
    'a container with a security context',
    {
      user: userId,
      readOnly: boolean(true, 'Whether its files are read-only'),
      privileged: boolean(false, 'Whether it may do everything'),
      seccomp: oneOf(['RuntimeDefault', 'Unconfined'], 'RuntimeDefault', 'Seccomp'),
    },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'nginx:1.27',
            securityContext: {
              user: as.count(v.user),
              group: as.count(v.user),
              readOnlyRootFilesystem: as.flag(v.readOnly),
              privileged: as.flag(v.privileged),
              allowPrivilegeEscalation: as.flag(v.privileged),
              capabilities: { drop: [kplus.Capability.ALL], add: [kplus.Capability.NET_BIND_SERVICE] },
              seccompProfile: { type: as.choice(v.seccomp, kplus.SeccompProfileType) },
            },
          },
        ],
      });
    },
  ),

  define(
    'a container with variables of all kinds',
    { level: text('info', 'Level'), key: dnsName('password', 'Key'), optional: boolean(true, 'Whether it may lack') },
    (scope, v, as) => {
      const settings = new kplus.ConfigMap(scope, 'settings', { data: { mode: 'on' } });
      const secret = kplus.Secret.fromSecretName(scope, 'credentials', 'credentials');
      const pod = new kplus.Deployment(scope, 'web', {
        containers: [
          {
            image: 'web:1',
            envVariables: {
              LEVEL: kplus.EnvValue.fromValue(as.text(v.level)),
              MODE: kplus.EnvValue.fromConfigMap(settings, 'mode', { optional: as.flag(v.optional) }),
              PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: as.text(v.key) }),
              TOKEN: secret.envValue('token', { optional: as.flag(v.optional) }),
              POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
              TEAM: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'team' }),
              CPUS: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }),
            },
          },
        ],
      });
      pod.containers[0]!.env.addVariable('URL', kplus.EnvValue.fromValue(`http://web/${as.text(v.key)}?a={b}`));
    },
  ),

  define(
    'a container with all variables of a map and a Secret',
    { prefix: dnsName('app', 'Prefix') },
    (scope, v, as) => {
      const settings = new kplus.ConfigMap(scope, 'settings', { data: { MODE: 'on', SIZE: '010' } });
      const deployment = new kplus.Deployment(scope, 'web', {
        containers: [{ image: 'web:1', envFrom: [kplus.Env.fromConfigMap(settings, as.text(v.prefix))] }],
      });
      deployment.containers[0]!.env.copyFrom(
        kplus.Env.fromSecret(kplus.Secret.fromSecretName(scope, 'secret', 'credentials')),
      );
    },
  ),

  define(
    'a container with several ports',
    { http: portOf(8080, 'HTTP'), metrics: portOf(9100, 'Metrics'), name: dnsName('web', 'Name') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', {
        containers: [
          {
            name: as.name(v.name),
            image: 'web:1',
            ports: [
              { number: as.port(v.http), name: 'http' },
              { number: 53, name: 'dns', protocol: kplus.Protocol.UDP, hostPort: 53 },
            ],
          },
        ],
      });
      web.containers[0]!.addPort({ number: as.port(v.metrics), name: 'metrics' });
      web.exposeViaService();
    },
  ),

  define(
    'a container with its command, directory and way of pulling',
    {
      image,
      policy: oneOf(['Always', 'IfNotPresent', 'Never'], 'IfNotPresent', 'Pull policy'),
      folder: path('/srv', 'Directory'),
      argument: text('--verbose', 'Argument'),
    },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'worker', {
        containers: [
          {
            image: as.text(v.image),
            imagePullPolicy: as.choice(v.policy, kplus.ImagePullPolicy),
            workingDir: as.text(v.folder),
            command: ['/bin/worker'],
            args: [as.text(v.argument), '--queue', `in ${as.text(v.folder)}`],
          },
        ],
      });
    },
  ),

  define(
    'init containers before it, and a sidecar',
    { image, word: text('store:5432', 'What is waited for') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', { containers: [{ name: 'web', image: 'web:1', portNumber: 80 }] });
      web.addInitContainer({ name: 'wait', image: as.text(v.image), command: ['wait-for', as.text(v.word)] });
      web.addInitContainer({
        name: 'proxy',
        image: as.text(v.image),
        restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
      });
      web.addContainer({ name: 'logs', image: as.text(v.image), args: ['--follow'] });
      web.attachContainer(new kplus.Container({ name: 'extra', image: 'extra:1' }));
    },
  ),
];
