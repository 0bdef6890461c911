/** What a function of a rule says to a text that it cannot read; the API server refuses the object then. */
export class InvalidArgument extends Error {}
