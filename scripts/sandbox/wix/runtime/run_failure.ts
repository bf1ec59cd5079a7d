/** The limit is over; the code runs on. */
export class RunTooLong extends Error {
  override name = "RunTooLong";
}

/** The site is called too often in this minute. */
export class RunThrottled extends Error {
  override name = "RunThrottled";
}

/** The container went away while the code ran: nothing it still does reaches anybody. */
export class ContainerRecycled extends Error {
  override name = "ContainerRecycled";
}

/** The status that a caller sees of a run that Wix itself ended; `null` when the site's own code failed. */
export function statusOfFailure(error: unknown): 429 | 504 | null {
  if (error instanceof RunThrottled) return 429;
  return error instanceof RunTooLong || error instanceof ContainerRecycled
    ? 504
    : null;
}
