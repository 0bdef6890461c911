export { RedisDatabase, redisValues, type RedisDatabaseProps, type RedisMemoryDefaults } from './redis-database';
