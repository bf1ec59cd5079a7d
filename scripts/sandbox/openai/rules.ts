/**
 * Every rule of OpenAI's that this stand-in holds, by a name that a test can turn off. A test suite that
 * stays green without one of them does not know that rule.
 */
export const RULES = {
  key: "a request without a right key is refused with 401",
  unknown_url: "an address that leads nowhere is refused in the envelope",
  retired: "the Assistants interface is gone",
  required: "a missing parameter is refused, by its name",
  unknown_parameter: "a parameter that does not exist is refused",
  types: "a parameter of another type is refused",
  values: "a parameter with an impossible value is refused",
  ranges: "a number, text or list beyond its bounds is refused",
  id_prefix: "an identifier of another kind is refused",
  model: "a model that does not exist is refused",
  snapshot: "an answer names the dated model behind an alias",
  one_history: "conversation and previous_response_id exclude each other",
  previous: "an unknown previous response is refused",
  previous_context: "a previous response and what led to it are the context",
  instructions_stay: "instructions do not carry over to the next response",
  store: "what is not stored is not found",
  conversation_exists: "an unknown conversation is refused",
  conversation_context: "a conversation's items are the context",
  conversation_grows: "input and output join the conversation at the end",
  conversation_lock: "one response at a time in a conversation",
  item_limit: "at most 20 items at a time join a conversation",
  metadata: "16 pairs, keys of 64, values of 512 characters",
  paging: "lists come in pages, newest first",
  call_without_output: "a function call without its output is refused",
  output_without_call: "an output without its function call is refused",
  required_tool: "a required function is called",
  strict_schema: "a strict schema closes every object",
  json_word: "JSON mode wants the word JSON in the input",
  structured: "a JSON schema is obeyed",
  max_tokens: "max_output_tokens ends an answer as incomplete",
  least_tokens: "max_output_tokens is at least 16",
  reasoning_item: "a reasoning model thinks first, and it costs tokens",
  reasoning_temperature: "a reasoning model refuses a temperature",
  refusal: "a refused matter is answered by a refusal part",
  context_window: "too long an input is refused",
  cached_tokens: "a repeated long context is counted as cached",
  background: "a background response is queued and fetched later",
  background_stream: "only a background response can be streamed again",
  background_cancel: "only a background response can be cancelled",
  stream_numbers: "each event has the next sequence number",
  stream_obfuscation: "deltas carry padding unless it is declined",
  stream_abort:
    "a listener who leaves stops a response that is not in the background",
  rate_limit: "requests and tokens by the minute are limited",
  rate_headers: "answers tell what is left of the limits",
  request_id: "every answer names its request",
  embedding_input: "an empty or too long input is not embedded",
  embedding_dimensions: "dimensions shorten vectors of version 3 alone",
  embedding_base64: "vectors come as base64 when asked for",
  audio_format: "a file of another format is refused",
  audio_size: "an audio file of more than 25 MiB is refused",
  audio_short: "an audio file without sound is refused",
  audio_response_format: "newer models transcribe to JSON alone",
} as const;

export type RuleName = keyof typeof RULES;

/** Whether a rule is in force. */
export type Holds = (rule: RuleName) => boolean;

/** All rules but those. */
export function rulesWithout(off: readonly RuleName[] = []): Holds {
  const turnedOff = new Set(off);
  return (rule) => !turnedOff.has(rule);
}
