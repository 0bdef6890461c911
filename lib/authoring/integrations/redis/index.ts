export { RedisDatabase, redisValues, type RedisDatabaseProps, type RedisMemoryDefaults } from './redis-database';
export type { RedisMemoryTrait } from './redis-database';
