export {
  RedisDatabase,
  optionalRedisValues,
  redisValues,
  type RedisDatabaseProps,
  type RedisMemoryDefaults,
} from './redis-database';
export type { RedisElsewhereTrait, RedisMemoryTrait } from './redis-database';
