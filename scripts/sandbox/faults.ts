/** A failure that the next matching requests to a stand-in meet. */
export interface Fault {
  /** Prefix of the path; empty: every path. */
  path: string;
  /** Empty: every method. */
  method: string;
  /** The status that answers instead; `null`: the answer stays, or is lost. */
  status: number | null;
  delayMs: number;
  /** The connection closes with no answer. */
  drop: boolean;
  /** `commit`: the work is done first, and only then the answer is lost or changed. */
  after: "commit" | null;
  /** How many more requests meet it. */
  times: number;
  headers: Record<string, string>;
}

/** Reads what a person or a test asked for: one fault, or a list of them. @throws {TypeError} */
export function parseFaults(body: unknown): Fault[] {
  return (Array.isArray(body) ? body : [body]).map(parseFault);
}

/** Takes one turn of the first fault that matches, and forgets a fault that has none left. */
export function takeFault(
  faults: Fault[],
  request: { method: string; path: string },
): Fault | null {
  const at = faults.findIndex(({ path, method }) =>
    request.path.startsWith(path) && (!method || method === request.method)
  );
  const fault = faults[at];
  if (!fault) return null;
  fault.times -= 1;
  if (fault.times === 0) faults.splice(at, 1);
  return fault;
}

function parseFault(given: unknown): Fault {
  if (typeof given !== "object" || given === null) {
    throw new TypeError("Cannot read fault: it must be an object");
  }
  const fields = given as Record<string, unknown>;
  const after = fields.after ?? null;
  if (after !== null && after !== "commit") {
    throw new TypeError('Cannot read fault: "after" must be "commit"');
  }
  const status = fields.status === undefined
    ? null
    : whole(fields, "status", { least: 200, most: 599, otherwise: 500 });
  return {
    path: text(fields, "path"),
    method: text(fields, "method").toUpperCase(),
    status,
    delayMs: whole(fields, "delayMs", { least: 0, otherwise: 0 }),
    drop: fields.drop === true || (after === "commit" && status === null),
    after,
    times: whole(fields, "times", { least: 1, otherwise: 1 }),
    headers: (fields.headers ?? {}) as Record<string, string>,
  };
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name] ?? "";
  if (typeof value === "string") return value;
  throw new TypeError(`Cannot read fault: "${name}" must be text`);
}

function whole(
  fields: Record<string, unknown>,
  name: string,
  { least, most = Number.MAX_SAFE_INTEGER, otherwise }: {
    least: number;
    most?: number;
    otherwise: number;
  },
): number {
  const value = fields[name] ?? otherwise;
  if (
    typeof value === "number" && Number.isInteger(value) && value >= least &&
    value <= most
  ) return value;
  throw new TypeError(
    `Cannot read fault: "${name}" must be a whole number from ${least}`,
  );
}
