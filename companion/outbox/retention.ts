/** How long things are kept, in days; `null`: for ever. */
export interface Retention {
  /** After its last message a conversation is closed. */
  closeDays: number | null;
  /** So long after that it is erased. */
  eraseDays: number | null;
  /** Messages in the site's second collection. */
  siteDays: number | null;
  /**
   * Reports and the site's notices in the journal. Messages stay there as long as their conversation:
   * by them a repeat is known.
   */
  journalDays: number;
}

/** What is kept where nothing was set. */
export const USUAL_RETENTION: Retention = {
  closeDays: null,
  eraseDays: null,
  siteDays: null,
  journalDays: 30,
};
