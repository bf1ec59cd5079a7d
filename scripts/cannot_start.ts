/** Something outside this program keeps it from starting. Its message is one line for the person who started it. */
export class CannotStart extends Error {
  override name = "CannotStart";
}
