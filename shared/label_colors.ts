/** What a label can look like. The page has a shade of each for light and for dark. */
export const LABEL_COLORS = [
  "red",
  "orange",
  "amber",
  "green",
  "teal",
  "blue",
  "indigo",
  "purple",
  "pink",
  "grey",
] as const;

export type LabelColor = typeof LABEL_COLORS[number];
