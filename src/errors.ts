/** Every mistake that a caller may hear of, each under a lasting code of the contract (schema/schema.graphql). */
export type ErrorCode =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'SERVICE_UNAVAILABLE'
  | 'UNAUTHENTICATED';

/** A caller's mistake, in words meant for the caller. `field` is the path of the input at fault, such as `input.effects.0.efficacy.low`. */
export class CallerError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** What came cannot be used: the message says what is needed and what came. */
export class InvalidInput extends CallerError {
  constructor(message: string, field?: string) {
    super('BAD_USER_INPUT', message, field);
  }
}

/** The caller is known, but his role does not allow this. */
export class Forbidden extends CallerError {
  constructor(message: string) {
    super('FORBIDDEN', message);
  }
}

/** The id names nothing of the caller's organisation; a foreign id and an unknown one are told alike. */
export class NotFound extends CallerError {
  constructor(message = 'nothing of your organisation has this id', field?: string) {
    super('NOT_FOUND', message, field);
  }
}

/** The request was sound, but meets a state that does not allow it: a stale version, a name taken, a thing still referred to. */
export class Conflict extends CallerError {
  constructor(message: string, field?: string) {
    super('CONFLICT', message, field);
  }
}
