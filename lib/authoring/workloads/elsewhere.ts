import { integer, object, string, type Expression, type Refs } from '../../core/values';
import { isObject } from '../../core/values/takes';

/*
 * A server of users' own in place of one of the release: `enabled: false` takes that away, with all that belongs to it, and `external` says
 * where the other one is.
 */

const host = '^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)?$';
const parameters = '^([A-Za-z0-9_.-]+=[A-Za-z0-9_.,:/%-]*(&[A-Za-z0-9_.-]+=[A-Za-z0-9_.,:/%-]*)*)?$';

const serverFields = (port: number) => ({
  host: string('', 'Host name or address of your own server', { pattern: host }),
  port: integer(port, 'Port of your own server', { minimum: 1, maximum: 65535 }),
});

const aboutDatabases =
  'A server of your own, where the built-in one is off; its database and user have the names that are set here too';

/** `external.*`. */
export const externalServerValue = (port: number) =>
  object(serverFields(port), 'A server of your own, where the built-in one is off');

/** The same for databases, whose URL may say more. */
export const externalDatabaseValue = (port: number, example: string) =>
  object(
    {
      ...serverFields(port),
      parameters: string('', `What its URL ends in behind the question mark, as ${example}`, { pattern: parameters }),
    },
    aboutDatabases,
  );

/** The same for MongoDB, which looks for users in one of its databases. */
export const externalMongodbValue = () =>
  object(
    {
      ...serverFields(27017),
      authSource: string('admin', 'Database that the user is kept in', { pattern: '^[A-Za-z][A-Za-z0-9_-]*$' }),
      parameters: string('', 'What its URL ends in, as tls=true&replicaSet=rs0', { pattern: parameters }),
    },
    aboutDatabases,
  );

type External = Refs<ReturnType<typeof externalServerValue>> & {
  readonly parameters?: Expression<string>;
  readonly authSource?: Expression<string>;
};

/** Where clients find a server that users may run elsewhere. */
export interface Elsewhere extends External {
  /** Whether it is that of the release. */
  readonly isHere: Expression<boolean>;
}

/**
 * What the values in the props of a server say of one elsewhere; undefined for one that is always part of the release. Props that are none are
 * refused with the other arguments of the server.
 */
export function elsewhereOf(props: unknown): Elsewhere | undefined {
  const { values } = (isObject(props) ? props : {}) as { readonly values?: unknown };
  const { enabled, external } = (isObject(values) ? values : {}) as {
    readonly enabled?: Expression<boolean>;
    readonly external?: External;
  };
  if (enabled === undefined || !isObject(external)) return undefined;
  const { host, port, parameters, authSource } = external;
  return { isHere: enabled, host, port, ...(parameters && { parameters }), ...(authSource && { authSource }) };
}
