export { PgAdmin, pgAdminValues, type PgAdminProps } from './pgadmin';
export {
  PostgresDatabase,
  optionalPostgresValues,
  postgresValues,
  type PostgresDatabaseProps,
  type PostgresFirstStart,
} from './postgres-database';
export type { PostgresElsewhereTrait, PostgresFirstStartTrait, PostgresProbesTrait } from './postgres-database';
export { postgresWaitValues, waitForPostgres } from './wait-for-postgres';
