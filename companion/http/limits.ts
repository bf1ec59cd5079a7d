/** How much is let in before somebody is asked to wait. Those of a minute hold over all processes, the others in each. */
export interface Limits {
  /** Requests of one address that were refused as badly signed, in a minute. */
  failuresPerMinute: number;
  /** Requests of one member in a minute: far above what a page does when it catches up. */
  memberPerMinute: number;
  /** Requests of agents at work at the same moment. */
  requestsAtOnce: number;
  /** Delivery reports, and notices of the site, that wait for their commit. */
  reportsAtOnce: number;
  /** Files that are being taken in. */
  uploadsAtOnce: number;
  /** Event streams of one agent; of more the oldest ends. */
  streamsOfAgent: number;
  /** How long a body may take to arrive. */
  bodyMs: number;
  /** The same, of a file. */
  uploadMs: number;
}

export const USUAL_LIMITS: Limits = {
  failuresPerMinute: 120,
  memberPerMinute: 12_000,
  requestsAtOnce: 512,
  reportsAtOnce: 2000,
  uploadsAtOnce: 12,
  streamsOfAgent: 20,
  bodyMs: 10_000,
  uploadMs: 180_000,
};
