import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, oneOf, string } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, host, path, storage, text } from './fields.fixture';

const mode = integer(0o400, 'File mode', { maximum: 0o777 });
const readOnly = boolean(true, 'Whether nobody writes');
const partition = integer(1, 'Partition', { minimum: 1 });

/** Volumes, and what they are of. */
export const storages = [
  define(
    'a volume of a ConfigMap',
    { folder: path('/etc/web', 'Folder'), mode, file: dnsName('site', 'File'), optional: boolean(false, 'Optional') },
    (scope, v, as) => {
      const settings = new kplus.ConfigMap(scope, 'settings', { data: { a: '1', b: '2' } });
      const volume = kplus.Volume.fromConfigMap(scope, 'volume', settings, {
        defaultMode: as.count(v.mode),
        optional: as.flag(v.optional),
        items: { a: { path: as.text(v.file), mode: as.count(v.mode) }, b: { path: 'b' } },
      });
      const web = new kplus.Deployment(scope, 'web', { containers: [{ image: 'web:1' }] });
      web.containers[0]!.mount(as.text(v.folder), volume, { readOnly: true });
    },
  ),

  define('a volume of a Secret', { name: dnsName('certificate', 'Secret'), mode, readOnly }, (scope, v, as) => {
    const secret = kplus.Secret.fromSecretName(scope, 'secret', as.name(v.name));
    const web = new kplus.Deployment(scope, 'web', { containers: [{ image: 'web:1' }] });
    web.containers[0]!.mount(
      '/etc/tls',
      kplus.Volume.fromSecret(scope, 'volume', secret, { name: 'tls', defaultMode: as.count(v.mode) }),
      { readOnly: as.flag(v.readOnly), subPath: 'tls.crt' },
    );
  }),

  define(
    'a volume that is empty',
    { size: oneOf(['64Mi', '512Mi'], '64Mi', 'Size'), sub: path('/cache', 'Folder') },
    (scope, v, as) => {
      const scratch = kplus.Volume.fromEmptyDir(scope, 'scratch', 'scratch', {
        medium: kplus.EmptyDirMedium.MEMORY,
        sizeLimit: as.size(v.size),
      });
      const web = new kplus.Deployment(scope, 'web', { volumes: [scratch] });
      web.addContainer({
        image: 'web:1',
        volumeMounts: [{ path: as.text(v.sub), volume: scratch, subPathExpr: '$(POD)' }],
      });
    },
  ),

  define(
    'a volume of a claim',
    { storage, className: dnsName('fast', 'Class'), folder: path('/data', 'Folder') },
    (scope, v, as) => {
      const claim = new kplus.PersistentVolumeClaim(scope, 'claim', {
        storage: as.size(v.storage),
        storageClassName: as.text(v.className),
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM,
      });
      const store = new kplus.Deployment(scope, 'store', { containers: [{ image: 'store:1' }] });
      store.containers[0]!.mount(
        as.text(v.folder),
        kplus.Volume.fromPersistentVolumeClaim(scope, 'data', claim, { readOnly: false }),
      );
    },
  ),

  define(
    'a claim whose ways of access are a choice',
    {
      access: oneOf(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'], 'ReadWriteOnce', 'Access'),
      mode: oneOf(['Filesystem', 'Block'], 'Filesystem', 'Mode'),
    },
    (scope, v, as) => {
      new kplus.PersistentVolumeClaim(scope, 'claim', {
        storage: Size.gibibytes(2),
        accessModes: [as.choice(v.access, kplus.PersistentVolumeAccessMode)],
        volumeMode: as.choice(v.mode, kplus.PersistentVolumeMode),
      });
    },
  ),

  define('a volume of a folder of the node', { folder: path('/var/log', 'Folder'), readOnly }, (scope, v, as) => {
    const logs = kplus.Volume.fromHostPath(scope, 'logs', 'logs', {
      path: as.text(v.folder),
      type: kplus.HostPathVolumeType.DIRECTORY,
    });
    const agent = new kplus.DaemonSet(scope, 'agent', { containers: [{ image: 'agent:1' }] });
    agent.containers[0]!.mount('/host/log', logs, {
      readOnly: as.flag(v.readOnly),
      propagation: kplus.MountPropagation.HOST_TO_CONTAINER,
    });
  }),

  define('a volume of an NFS server', { host, folder: path('/export', 'Folder'), readOnly }, (scope, v, as) => {
    const media = kplus.Volume.fromNfs(scope, 'media', 'media', {
      server: as.text(v.host),
      path: as.text(v.folder),
      readOnly: as.flag(v.readOnly),
    });
    new kplus.Deployment(scope, 'web', {
      containers: [{ image: 'web:1', volumeMounts: [{ path: '/media', volume: media }] }],
    });
  }),

  define(
    'a volume of a CSI driver',
    { share: text('a b', 'Share'), fsType: dnsName('ext4', 'Format'), readOnly },
    (scope, v, as) => {
      const volume = kplus.Volume.fromCsi(scope, 'volume', 'files.csi.example.org', {
        name: 'files',
        fsType: as.text(v.fsType),
        readOnly: as.flag(v.readOnly),
        attributes: { share: as.text(v.share) },
      });
      new kplus.Deployment(scope, 'web', {
        containers: [{ image: 'web:1', volumeMounts: [{ path: '/files', volume }] }],
      });
    },
  ),

  define(
    'volumes of three clouds',
    { disk: dnsName('disk-1', 'Disk'), partition, fsType: dnsName('xfs', 'Format'), readOnly },
    (scope, v, as) => {
      const options = { fsType: as.text(v.fsType), readOnly: as.flag(v.readOnly) };
      const volumes = [
        kplus.Volume.fromAwsElasticBlockStore(scope, 'aws', as.name(v.disk), {
          ...options,
          partition: as.count(v.partition),
        }),
        kplus.Volume.fromAzureDisk(scope, 'azure', as.name(v.disk), `/subscriptions/7/disks/${as.text(v.disk)}`, {
          fsType: as.text(v.fsType),
          kind: kplus.AzureDiskPersistentVolumeKind.MANAGED,
          cachingMode: kplus.AzureDiskPersistentVolumeCachingMode.READ_ONLY,
        }),
        kplus.Volume.fromGcePersistentDisk(scope, 'gce', 'pd-1', { readOnly: as.flag(v.readOnly) }),
      ];
      new kplus.Pod(scope, 'pod', {
        containers: [{ image: 'web:1', volumeMounts: volumes.map((volume, i) => ({ path: `/disk${i}`, volume })) }],
      });
    },
  ),

  define(
    'a persistent volume of a cloud disk, and its claim',
    { id: string('vol-0ab1', 'Disk', { pattern: '^vol-[0-9a-f]{4,8}$' }), storage, className: dnsName('gp3', 'Class') },
    (scope, v, as) => {
      const disk = new kplus.AwsElasticBlockStorePersistentVolume(scope, 'disk', {
        volumeId: as.text(v.id),
        storage: as.size(v.storage),
        storageClassName: as.text(v.className),
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        reclaimPolicy: kplus.PersistentVolumeReclaimPolicy.RETAIN,
      });
      const claim = disk.reserve();
      // Of its own a reserved claim has neither, which clusters refuse.
      ApiObject.of(claim).addJsonPatch(
        JsonPatch.add('/spec/accessModes', ['ReadWriteOnce']),
        JsonPatch.add('/spec/resources', { requests: { storage: kplus.k8s.Quantity.fromString('1Gi') } }),
      );
      const store = new kplus.Deployment(scope, 'store', { containers: [{ image: 'store:1' }] });
      store.containers[0]!.mount('/data', kplus.Volume.fromPersistentVolumeClaim(scope, 'data', claim));
    },
  ),

  define(
    'persistent volumes of other clouds',
    {
      disk: dnsName('disk-7', 'Disk'),
      partition,
      option: text('noatime', 'Option'),
      policy: oneOf(['Retain', 'Delete'], 'Retain', 'Policy'),
    },
    (scope, v, as) => {
      new kplus.AzureDiskPersistentVolume(scope, 'azure', {
        diskName: as.text(v.disk),
        diskUri: `https://store.example.org/${as.text(v.disk)}`,
        accessModes: [kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
        storage: Size.gibibytes(10),
        mountOptions: [as.text(v.option), 'ro'],
        reclaimPolicy: as.choice(v.policy, kplus.PersistentVolumeReclaimPolicy),
        kind: kplus.AzureDiskPersistentVolumeKind.DEDICATED,
      });
      const gce = new kplus.GCEPersistentDiskPersistentVolume(scope, 'gce', {
        pdName: as.text(v.disk),
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        partition: as.count(v.partition),
        storage: Size.gibibytes(20),
        volumeMode: kplus.PersistentVolumeMode.BLOCK,
      });
      gce.bind(kplus.PersistentVolumeClaim.fromClaimName(scope, 'claim', 'archive'));
    },
  ),
];
