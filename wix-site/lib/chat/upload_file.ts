import { toRefusal, toSilence } from "./companion_error.ts";

const UPLOAD_TIMEOUT_MS = 180_000;

/** Told how much of an upload is done, 0 to 1. */
export type Progress = (done: number) => void;

/** `POST /api/archivos`. */
export interface UploadAnswer {
  success: true;
  media_url: string;
  content_type: string;
  size: number;
  name: string;
}

/**
 * Uploads a file. By XMLHttpRequest, because `fetch` doesn't tell how far it is.
 * @throws {CompanionError}
 */
export function uploadFile(
  file: File,
  progress: Progress,
  { address, token }: { address: string; token: string },
): Promise<UploadAnswer> {
  const form = new FormData();
  form.append("archivo", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.timeout = UPLOAD_TIMEOUT_MS;
    request.responseType = "json";
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) =>
      progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const isFine = request.status >= 200 && request.status < 300;
      if (isFine && request.response?.media_url) resolve(request.response);
      else reject(toRefusal(request.status, request.response));
    };
    request.onerror = () => reject(toSilence(null));
    request.ontimeout = () =>
      reject(toSilence(new DOMException("", "TimeoutError")));
    request.send(form);
  });
}
