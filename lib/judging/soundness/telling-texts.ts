/** Texts that some field of Kubernetes takes and another does not: a schema that is too lax lets one of them through. */
export const telling: readonly string[] = [
  ...['', 'a', 'A', 'a-', '-a', 'a.b', 'a..b', 'a_b', 'a b', 'a/b', 'a/b/c', '/', '1', '1abc', '0', '-1', 'é', '*', 'a*'],
  ...['x'.repeat(15), 'x'.repeat(16), 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(253), 'x'.repeat(254)],
  // Quantities, durations and times.
  ...['100m', '-100m', '1Gi', '1gi', '1.5', '0.5m', '1e3', '10x', '100%', '-5%', '101%', '5', '1h', '90s', '1d', '1h30m'],
  ...['0 5 * * *', '* * * * *', '@daily', '@every 1h', '61 * * * *', '0 5 * *', 'TZ=UTC 0 5 * * *', 'Europe/Berlin', 'Mars'],
  // Ports, addresses and hosts.
  ...['80', '65536', 'http', 'example.com', '*.example.com', 'a.*.com', 'Example.com', '10.0.0.1', '::1', '10.0.0.0/8', '10.0.0.0/33'],
  ...['http://example.com', 'https://ghcr.io/x', 'tcp://a:1'],
  // Paths.
  ...['/tmp', 'tmp', '../a', '/a:b', '/a/../b', 'a\n', '/var/run/secrets/kubernetes.io/serviceaccount'],
  // Keys and values of labels, and names.
  ...['example.com/a', 'kubernetes.io/a', '/a', 'a/', 'app.kubernetes.io/name', 'Example.com/a', 'PATH', '1PATH', 'A=B', '.', '..'],
  // Words of some enumeration.
  ...['Always', 'Never', 'always', 'Recreate', 'RollingUpdate', 'OnDelete', 'ClusterIP', 'NodePort', 'LoadBalancer', 'None'],
  ...['Localhost', 'Unconfined', 'RuntimeDefault', 'ReadWriteOnce', 'Prefix', 'Exists', 'In', 'Equal', 'NoSchedule', 'TCP'],
  ...['TCPP', 'ALL', 'Utilization', 'Memory', 'system-cluster-critical', 'node.kubernetes.io/not-ready', 'SIGTERM'],
  // References of images.
  ...['nginx', 'nginx:1', 'nginx:1.2+x', 'Nginx:1', 'mirror.local:5000', 'ghcr.io/a/b', `a@sha256:${'0'.repeat(64)}`, 'a@sha256:0'],
  // Templates.
  ...['{{ .Release.Name }}', '{{ .Values.x }}', '{{', '$(A)', '${A}'],
];
