import { Construct } from 'constructs';
import { list, string, text, toggle, type Refs } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import { aConstruct, groupOf } from '../../workloads/arguments';
import type { InitContainer } from '../../workloads/container';
import { anImage } from '../../workloads/image';

/** `pg_isready` says by its code why not: 1 means that the server starts, 2 that nobody answers. */
const untilReady = `until pg_isready --quiet --timeout 3 --host "$WAIT_FOR_HOST" --port "$WAIT_FOR_PORT"; do
  case $? in 1) why='is starting' ;; *) why='does not answer' ;; esac
  echo "waiting for $WAIT_FOR_HOST $WAIT_FOR_PORT, which $why"
  sleep 2
done
`;

/** `waiting.*`. */
export const postgresWaitValues = checked('postgresWaitValues(enabled)', [is.aBoolean], (enabled: boolean) =>
  toggle(
    enabled,
    {
      command: list<string>(
        string('', 'A word'),
        ['sh', '-ec', untilReady],
        'What waits, in the image of PostgreSQL; WAIT_FOR_HOST and WAIT_FOR_PORT say for whom',
        { minItems: 1 },
      ),
    },
    'Whether pods wait, before anything of theirs starts, until the database takes connections; off where they try again by themselves',
  ),
);
type PostgresWaitRefs = Refs<ReturnType<typeof postgresWaitValues>>;

const waitProps = is.propsOf({
  values: groupOf<PostgresWaitRefs>('postgresWaitValues', ['enabled', 'command']),
  /** The image with `pg_isready`: that of the database, so that nothing is asked of the image of its clients. */
  image: anImage,
  host: is.aTemplatedText,
  port: is.aTemplatedNumber,
  /** The database, where it may be part of the system: its order knows that the pods wait for it. @default none */
  database: is.maybe(aConstruct),
});

/** Waits, before the containers of a pod start, until a PostgreSQL takes connections. */
export const waitForPostgres = checked(
  'waitForPostgres(name, props)',
  [is.aName, waitProps],
  (name: string, { values, image, host, port, database }: is.TypeOf<typeof waitProps>): InitContainer => ({
    name,
    image,
    command: values.command,
    env: { WAIT_FOR_HOST: host, WAIT_FOR_PORT: text`${port}` },
    when: values.enabled,
    ...(Construct.isConstruct(database) && { waitsFor: [database] }),
  }),
);
