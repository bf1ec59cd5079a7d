/** Reads a stream of text line by line; cancelling it closes the stream. */
export function lineReader(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStreamDefaultReader<string> {
  let rest = "";
  const lines = new TransformStream<string, string>({
    transform(part, controller) {
      const whole = (rest + part).split("\n");
      rest = whole.pop()!;
      for (const line of whole) controller.enqueue(line);
    },
  });
  return stream.pipeThrough(new TextDecoderStream()).pipeThrough(lines)
    .getReader();
}
