/* What a trait may be told by an author: the kinds of its defaults and properties. */
export {
  aBoolean,
  aCondition,
  aMap,
  aName,
  aNumber,
  aTemplatedNumber,
  aTemplatedText,
  aText,
  aWholeNumber,
  anExpression,
  eitherOf,
  listOf,
  mapOf,
  maybe,
  propsOf,
  wordOf,
  type Kind,
  type KindsOf,
} from '../../core/values/argument';
export { aBlock, instanceOf } from './arguments';
