/*
 * Shards: parts of all systems that machines take one of each. Which part a system is in follows from its name alone, so that one that
 * comes or goes moves no other.
 */
const { createHash } = require('node:crypto');

/**
 * @param shard as in `2/4`, the second of four
 * @returns whether a system of some name is in it; undefined where that is not a shard
 */
exports.shardOf = (shard) => {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(shard) ?? [];
  if (index === undefined || Number(index) > Number(count)) return undefined;
  return (name) => createHash('sha256').update(name).digest().readUInt32BE() % Number(count) === Number(index) - 1;
};
