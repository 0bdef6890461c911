/*
 * The names of all functions and macros that expressions of Kubernetes 1.34 and before may have. What a function takes is not here.
 * Source: https://kubernetes.io/docs/reference/using-api/cel/, cel-go and `apiserver/pkg/cel/library`.
 */
const names = `
  standard    all bool bytes contains double duration dyn endsWith exists existsOne exists_one filter getDate getDayOfMonth getDayOfWeek
              getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds has int map matches size startsWith string
              timestamp type uint
  strings     charAt format indexOf join lastIndexOf lowerAscii quote replace reverse split substring trim upperAscii
  lists       distinct flatten isSorted max min range slice sort sortBy sum
  regex       find findAll
  maps        transformList transformMap transformMapEntry
  url         getEscapedPath getHost getHostname getPort getQuery getScheme isURL url
  authorizer  allowed check error errored fieldSelector group labelSelector name namespace path reason resource serviceAccount subresource
  quantity    add asApproximateFloat asInteger compareTo isGreaterThan isInteger isLessThan isQuantity quantity sign sub
  network     cidr containsCIDR containsIP family ip isCIDR isCanonical isGlobalUnicast isIP isLinkLocalMulticast isLinkLocalUnicast
              isLoopback isUnspecified masked prefixLength
  formats     byte date datetime dns1035Label dns1035LabelPrefix dns1123Label dns1123LabelPrefix dns1123Subdomain dns1123SubdomainPrefix
              labelValue named qualifiedName uri uuid validate
  versions    isSemver major minor patch semver
  sets        equivalent intersects
  math        abs bitAnd bitNot bitOr bitShiftLeft bitShiftRight bitXor ceil floor greatest isFinite isInf isNaN least round sqrt trunc
  base64      decode encode
  optional    first last none of ofNonZeroValue optFlatMap optMap or orValue unwrap unwrapOpt hasValue value
  cel         bind block index iterVar accuVar
  jsonpatch   escapeKey
`;

/** The names of what can be called in an expression. */
export const functionNames: ReadonlySet<string> = new Set(names.split(/\s+/));
