/** A refusal of the data service, in Wix's own codes. Source: https://dev.wix.com/docs/sdk/backend-modules/data/error-codes */
export class DataError extends Error {
  override name = "DataError";
  readonly status: number;
  readonly code: string;
  readonly data: Record<string, unknown>;

  constructor(
    { status, code, data = {} }: {
      status: number;
      code: string;
      data?: Record<string, unknown>;
    },
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** The error as it travels: the client reads its code, never the status. */
export function toAnswer(error: DataError): Response {
  const { status, code, message, data } = error;
  return Response.json({
    message,
    details: { applicationError: { code, description: message, data } },
  }, { status });
}

export function badRequest(code: string, message: string): DataError {
  return new DataError({ status: 400, code }, message);
}

export function noSuchItem(collectionId: string, id: string): DataError {
  return new DataError(
    { status: 404, code: "WDE0073", data: { itemId: id } },
    `Item [${id}] does not exist in collection [${collectionId}].`,
  );
}

export function itemExists(collectionId: string, id: string): DataError {
  return new DataError(
    { status: 409, code: "WDE0074", data: { itemId: id } },
    `Item [${id}] already exists in collection [${collectionId}].`,
  );
}

export function uniqueClash(collectionId: string, index: string): DataError {
  return new DataError(
    { status: 409, code: "WDE0123" },
    `Duplicate value of the unique index [${index}] in collection [${collectionId}].`,
  );
}

export function revisionClash(id: string): DataError {
  return new DataError(
    { status: 409, code: "WDE0178" },
    `Invalid document revision of [${id}]. Try calling the method again.`,
  );
}

export function noSuchCollection(collectionId: string): DataError {
  return new DataError(
    { status: 404, code: "WDE0025" },
    `The ${collectionId} collection does not exist.`,
  );
}

export function notPermitted(action: string, collectionId: string): DataError {
  return new DataError(
    { status: 403, code: "WDE0027" },
    `The current user does not have permissions to ${action} on the ${collectionId} collection.`,
  );
}
