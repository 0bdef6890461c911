import { Construct } from 'constructs';
import { KubeCronJob, KubePersistentVolumeClaim, type NetworkPolicyPeer } from '../../../../imports/k8s';
import { Condition, HelmChart, Retain } from '../../../manifest';
import { integer, optional, string, text, toggle, type Expression, type Refs } from '../../../values';
import { containerImage } from '../container-image';
import { componentLabel, componentName, componentSelector } from '../names';
import { environmentOf, mountsOf, podLabelsOf, podSettingsOf, volumesOf, type EnvironmentValue } from '../pod';
import { persistenceValues } from './stateful-service-values';
import {
  containerValues,
  podValues,
  resourceValues,
  type imageValues,
  type PodDefaults,
  type ResourceDefaults,
} from '../workload-values';
import { aBoolean, aName, aWholeNumber, aText, maybe, propsOf, takes } from '../../../values/argument';
import { anImage, construct, environment, podDefaults, refsOf, resourceDefaults } from '../arguments';

export interface BackupDefaults extends PodDefaults {
  readonly enabled: boolean;
  /** Cron expression. @default 02:30 every night */
  readonly schedule?: string;
  readonly retentionDays: number;
  readonly storage: string;
  readonly resources: ResourceDefaults;
}

const valuesTake = takes(
  'backupValues(defaults)',
  propsOf<BackupDefaults>({
    enabled: aBoolean,
    schedule: maybe(aName),
    retentionDays: aWholeNumber,
    storage: aName,
    resources: resourceDefaults,
    ...podDefaults,
  }),
);

/** `backup.*`. */
export const backupValues = (defaults: BackupDefaults) => {
  valuesTake(defaults);
  return toggle(
    defaults.enabled,
    {
      schedule: string(
        defaults.schedule ?? '30 2 * * *',
        'When, as a cron expression in the time zone of the cluster',
        {
          pattern: '^[-0-9*/,]+( [-0-9*/,A-Za-z]+){4}$',
        },
      ),
      retentionDays: integer(defaults.retentionDays, 'Days after which a backup is removed', { minimum: 1 }),
      persistence: persistenceValues(defaults.storage),
      resources: resourceValues(defaults.resources),
      ...podValues(defaults),
      ...containerValues(defaults),
    },
    'Nightly backups to a volume of their own',
  );
};

export interface BackupJobProps {
  readonly values: Refs<ReturnType<typeof backupValues>>;
  /** The image that has the dump command; usually that of the database. */
  readonly image: Refs<ReturnType<typeof imageValues>>;
  /**
   * Shell command that writes one backup to the file `$target`; its name ends in `.dump`. When it fails, the file is removed
   * and no old backup either.
   */
  readonly dump: string;
  readonly env: { readonly [name: string]: EnvironmentValue };
  /** Shell command that runs after a backup was made. @default none */
  readonly afterwards?: string;
}

/** Where backups are kept in the pod. */
const folder = '/backups';

const backupJobTakes = construct(
  'BackupJob',
  propsOf<BackupJobProps>({
    values: refsOf('backupValues()', ['enabled', 'schedule', 'retentionDays', 'persistence']),
    image: anImage,
    dump: aName,
    env: environment,
    afterwards: maybe(aText),
  }),
);

/** A dump every night, kept for some days on a volume that outlives the release. */
export class BackupJob extends Construct {
  /** Name of the CronJob and of the volume claim. */
  readonly name: Expression<string>;
  readonly selector: { [key: string]: string };

  /** The pod, as a peer of a network policy. */
  get peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: this.selector } };
  }

  constructor(scope: Construct, id: string, props: BackupJobProps) {
    backupJobTakes(scope, id, props);
    super(scope, id);
    const { values } = props;
    this.name = componentName(scope, id);
    this.selector = componentSelector(id);
    const labels = { [componentLabel]: id };
    Condition.of(this).when(values.enabled);

    const claim = new KubePersistentVolumeClaim(this, 'persistentvolumeclaim', {
      metadata: { name: this.name, labels },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: optional(values.persistence.storageClassName),
        resources: { requests: { storage: values.persistence.size } },
      },
    });
    Retain.of(claim).always();
    HelmChart.tell(this, () => [
      { text: text`Backups are kept on the volume claim ${this.name}, which outlives the release.` },
    ]);

    new KubeCronJob(this, 'cronjob', {
      metadata: { name: this.name, labels },
      spec: {
        schedule: values.schedule,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 3600,
            template: {
              metadata: { labels: podLabelsOf(this.selector, values), annotations: values.podAnnotations },
              spec: {
                restartPolicy: 'Never',
                automountServiceAccountToken: false,
                ...podSettingsOf(this, values, this.selector),
                containers: [
                  {
                    name: 'backup',
                    ...containerImage(props.image),
                    command: ['/bin/sh', '-ec', script(props)],
                    ...environmentOf({ ...props.env, RETENTION_DAYS: text`${values.retentionDays}` }, [], values),
                    resources: values.resources,
                    lifecycle: values.lifecycle,
                    securityContext: values.securityContext,
                    ...mountsOf(values.extraVolumeMounts, [{ name: 'backups', mountPath: folder }]),
                  },
                ],
                ...volumesOf(values.extraVolumes, [
                  { name: 'backups', persistentVolumeClaim: { claimName: this.name } },
                ]),
              },
            },
          },
        },
      },
    });
  }
}

/**
 * A backup gets its name only when it is whole; old ones go only after a new one is there. A pod that is killed cannot clean
 * up after itself, so what is no backup after two hours goes first. Folders on the volume, such as lost+found, are not ours.
 */
const script = ({
  dump,
  afterwards,
}: BackupJobProps) => `find ${folder} -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
target=${folder}/$(date +%Y-%m-%dT%H-%M-%S).dump.part
trap 'rm -f "$target"' EXIT
${dump}
mv "$target" "\${target%.part}"
find ${folder} -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
ls -l ${folder}
${afterwards === undefined ? '' : `${afterwards}\n`}`;
