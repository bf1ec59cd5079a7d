/** Which items of a thread are in the document: from `start` up to, not including, `end`. */
export interface Slice {
  start: number;
  end: number;
}

/** How many items are drawn at most, and how many more a scroll to an edge brings. */
export const SLICE_SIZE = 120;
const STEP = 40;

/** The newest items. */
export function newestSlice(count: number): Slice {
  return { start: Math.max(0, count - SLICE_SIZE), end: count };
}

/** Moves towards the older items, letting go of the newest. */
export function olderSlice(slice: Slice): Slice {
  const start = Math.max(0, slice.start - STEP);
  return { start, end: Math.min(slice.end, start + SLICE_SIZE) };
}

/** Moves towards the newer items, letting go of the oldest. */
export function newerSlice(slice: Slice, count: number): Slice {
  const end = Math.min(count, slice.end + STEP);
  return { start: Math.max(slice.start, end - SLICE_SIZE), end };
}

/** The slice with one item in its middle. */
export function sliceAround(index: number, count: number): Slice {
  const start = Math.max(
    0,
    Math.min(index - SLICE_SIZE / 2, count - SLICE_SIZE),
  );
  return { start, end: Math.min(count, start + SLICE_SIZE) };
}
