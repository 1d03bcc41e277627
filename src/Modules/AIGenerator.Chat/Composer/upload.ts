import { ownHeaders, Refusal } from "@ui/api";

/** A file that the server has, as a message names it. */
export interface SentFile {
  readonly id: string; readonly name: string; readonly kind: string; readonly sizeBytes: number; readonly width?: number | null; readonly height?: number | null;
}

/** Brings a file. The same key again gives the first one's result. Throws a Refusal, a TypeError without a server, or the signal's reason. */
export function upload(file: Blob, name: string, key: string, progress: (part: number) => void, signal: AbortSignal): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const form = new FormData();
    form.append("file", file, name);
    // Only this old way of asking tells how much has left.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/chat/attachments");
    for (const [header, value] of Object.entries({ ...ownHeaders(), "idempotency-key": key })) {
      request.setRequestHeader(header, value);
    }
    request.upload.addEventListener("progress", event => progress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener("load", () => {
      const answer = parse(request.responseText);
      if (request.status === 201) {
        resolve(answer as unknown as SentFile);
      } else {
        reject(new Refusal(request.status, String(answer["code"] ?? ""), String(answer["detail"] ?? answer["title"] ?? "")));
      }
    });
    request.addEventListener("error", () => reject(new TypeError("The server cannot be reached.")));
    signal.addEventListener("abort", () => { request.abort(); reject(signal.reason as Error); });
    request.send(form);
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
