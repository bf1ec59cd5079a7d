import { type Context, Hono } from "hono";
import { ApiError, invalid } from "./api_error.ts";
import { requireModel } from "./models.ts";
import { spend } from "./rate_limit.ts";
import type { Sandbox } from "./state.ts";
import { transcribe } from "./transcript.ts";
import { transcriptAnswer, transcriptStream } from "./transcript_json.ts";

/** Transcriptions. Source: openai/resources/audio/transcriptions.d.ts */
export function audioApi(sandbox: Sandbox): Hono {
  return new Hono().post("/transcriptions", async (c) => {
    const form = await readForm(c);
    const request = readRequest(sandbox, form);
    const { file, model } = request;
    requireModel(sandbox, model, "audio");
    const bytes = await file.bytes();
    requireSound(sandbox, file);
    const format = requireFormat(sandbox, request);
    const headers = spend(sandbox, { model, tokens: 0, now: Date.now() });
    const transcript = transcribe(sandbox, bytes);
    if (transcript.seconds < SHORTEST && sandbox.holds("audio_short")) {
      throw invalid(
        "file",
        `Audio file is too short. Minimum audio length is ${SHORTEST} seconds.`,
        "audio_too_short",
      );
    }
    if (form.get("stream") === "true" && model !== "whisper-1") {
      return transcriptStream(transcript, headers);
    }
    const granularities = form.getAll("timestamp_granularities[]").map(String);
    return transcriptAnswer(transcript, {
      model,
      format,
      granularities,
      headers,
    });
  });
}

interface TranscriptionRequest {
  file: File;
  model: string;
  format: string;
}

const SHORTEST = 0.1;
const LARGEST = 25 * 1024 * 1024;
const KINDS = "flac m4a mp3 mp4 mpeg mpga oga ogg wav webm".split(" ");

async function readForm(c: Context): Promise<FormData> {
  try {
    return await c.req.formData();
  } catch {
    throw new ApiError(
      400,
      "Could not parse multipart form: the body is not multipart/form-data.",
    );
  }
}

function readRequest(
  { holds }: Sandbox,
  form: FormData,
): TranscriptionRequest {
  const file = form.get("file");
  const model = form.get("model");
  const missing = file instanceof File ? "model" : "file";
  if (file instanceof File && typeof model === "string") {
    const format = String(form.get("response_format") ?? "json");
    return { file, model, format };
  }
  if (!holds("required")) {
    return {
      file: new File([], "empty.wav"),
      model: "whisper-1",
      format: "json",
    };
  }
  throw invalid(
    missing,
    `Missing required parameter: '${missing}'.`,
    "missing_required_parameter",
  );
}

/** Sources: github.com/chidiwilliams/buzz/issues/381, github.com/martin-opensky/whisper-assistant-vscode/issues/23 */
function requireSound({ holds }: Sandbox, { name, size }: File): void {
  if (size > LARGEST && holds("audio_size")) {
    throw new ApiError(
      413,
      `Maximum content size limit (${LARGEST}) exceeded (${size} bytes read)`,
      { type: "server_error" },
    );
  }
  const kind = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (KINDS.includes(kind) || !holds("audio_format")) return;
  throw invalid(
    "file",
    `Invalid file format. Supported formats: [${
      KINDS.map((known) => `'${known}'`).join(", ")
    }]`,
  );
}

const FORMATS: Record<string, readonly string[]> = {
  "whisper-1": ["json", "text", "srt", "verbose_json", "vtt"],
  "gpt-4o-transcribe-diarize": ["json", "text", "diarized_json"],
};

function requireFormat(
  { holds }: Sandbox,
  { model, format }: TranscriptionRequest,
): string {
  const allowed = FORMATS[model] ?? ["json"];
  if (allowed.includes(format) || !holds("audio_response_format")) {
    return format;
  }
  throw invalid(
    "response_format",
    `response_format '${format}' is not compatible with model '${model}'. Use ${
      allowed.map((known) => `'${known}'`).join(" or ")
    } instead.`,
    "unsupported_value",
  );
}
