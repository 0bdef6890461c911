/**
 * @param shard as in `2/4`, the second of four
 * @returns whether a system of some name is in it; undefined where that is not a shard
 */
export function shardOf(shard: string): ((name: string) => boolean) | undefined;
