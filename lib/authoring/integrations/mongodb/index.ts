export { MongoExpress, mongoExpressValues, type MongoExpressProps } from './mongo-express';
export {
  MongodbDatabase,
  mongodbValues,
  optionalMongodbValues,
  type MongodbElsewhereTrait,
  type MongodbDatabaseProps,
  type MongodbFirstStart,
} from './mongodb-database';
export { MongodbMigration, mongodbMigrationValues } from './mongodb-migration';
export type { DumpAndMigrateProps, MongodbMigrationDefaults, MongodbMigrationProps } from './mongodb-migration';
export type { DumpAndMigrateTrait } from './mongodb-migration';
export type { MongodbFirstStartTrait } from './mongodb-database';
