/**
 * What is wrong with a text:
 *
 * - `syntax`: Helm and kubectl refuse it, or it is not YAML at all, or not all of their versions read it.
 * - `duplicate-key`: a map has a key twice. Helm and kubectl keep the last, and where the two are spelled differently either.
 * - `lossy`: Helm and kubectl read something else than it says, without a word.
 */
export type YamlFaultCode = 'syntax' | 'duplicate-key' | 'lossy';

/** Something that is wrong with a text, and where. */
export interface YamlFault {
  readonly code: YamlFaultCode;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  /** The keys and indexes that lead to the place; empty where it is the document or not known. */
  readonly path: readonly string[];
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly remedy: string;
}

/** Takes note of a fault at an offset of the text. */
export type Report = (
  code: YamlFaultCode,
  offset: number,
  message: string,
  remedy: string,
  path?: readonly string[],
) => void;
