/** How often a worker looks around, shows that it lives, and when it takes another for dead. */
export interface Pace {
  /** Nobody depends on the bell: work is looked for this often all the same. */
  lookEveryMs: number;
  beatEveryMs: number;
  /** Well above `beatEveryMs`: a worker that is silent for so long is frozen. */
  silenceMs: number;
  /** How long an answer of Twilio's that was lost is looked for; two minutes, unless said otherwise. */
  lostAnswerMs?: number;
}

/** The pace of a companion at work. Tests are in more of a hurry, or in none. */
export const USUAL_PACE: Pace = {
  lookEveryMs: 1000,
  beatEveryMs: 5000,
  silenceMs: 20_000,
};
