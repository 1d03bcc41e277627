import { part } from "@ui/api";
import { byteSize } from "../Client/sizes";
import { fromTemplate } from "./thread";
import type { SentFile } from "../Composer/upload";

/** Shows files in a question that the server has not drawn yet. */
export function showFiles(page: HTMLElement, question: HTMLElement, files: readonly SentFile[]): void {
  const list = part(question, "attachments");
  list.hidden = files.length === 0;
  list.append(...files.map(file => {
    const row = fromTemplate(page, file.kind === "picture" ? "sent-picture" : "sent-file");
    const address = `/api/chat/attachments/${file.id}`;
    Object.assign(row.dataset, { attachment: file.id, name: file.name, kind: file.kind, size: String(file.sizeBytes) });
    const picture = row.querySelector("img");
    if (picture) {
      picture.src = address;
      picture.width = file.width ?? 0;
      picture.height = file.height ?? 0;
      part(row, "name").textContent = file.name;
    } else {
      row.querySelector("a")!.href = address;
      row.querySelector("a")!.download = file.name;
      part(row, "name").textContent = file.name;
      part(row, "note").textContent = byteSize(file.sizeBytes);
    }
    return row;
  }));
}

/** The files that a question on the page shows. */
export function filesOf(question: HTMLElement): SentFile[] {
  return [...question.querySelectorAll<HTMLElement>("[data-attachment]")].map(row => ({
    id: row.dataset["attachment"] ?? "", name: row.dataset["name"] ?? "", kind: row.dataset["kind"] ?? "", sizeBytes: Number(row.dataset["size"]),
    width: row.querySelector("img")?.width ?? null, height: row.querySelector("img")?.height ?? null,
  }));
}
