export { PgAdmin, pgAdminValues, type PgAdminProps } from './pgadmin';
export {
  PostgresDatabase,
  postgresValues,
  type PostgresDatabaseProps,
  type PostgresFirstStart,
} from './postgres-database';
export type { PostgresFirstStartTrait, PostgresProbesTrait } from './postgres-database';
