import { call, fill, number, Refusal } from "@ui/api";
import type { Line } from "./lines";
import { renameInPlace } from "../Client/rename";
import { toast } from "@ui/toast";

export type Change = "delete" | "restore" | "archive" | "unarchive" | "move";

const undoMs = 10_000;

/** Tells the person, in the words of the page, that the server refused or was not there. */
export function complain(error: unknown, texts: DOMStringMap): void {
  toast(error instanceof Refusal && error.message ? error.message : texts["textUnreachable"] ?? "", { isError: true });
}

/** Changes chats and gives what takes it back. Throws where the server did not do it. */
export async function change(lines: readonly Line[], wanted: Change, folder: string | null = null): Promise<() => void> {
  await post(lines.map(line => line.id), wanted, folder);
  return () => void takeBack(lines, wanted).catch(() => undefined);
}

/** Says what was done, with Undo for ten seconds. */
export function offerUndo(lines: readonly Line[], wanted: Change, texts: DOMStringMap, undo: () => void): void {
  const name = { delete: "Deleted", restore: "Deleted", archive: "Archived", unarchive: "Unarchived", move: "Moved" }[wanted];
  const text = lines.length === 1 ? texts[`text${name}`] : fill(texts[`text${name}Many`], { count: number(lines.length) });
  toast(text ?? "", { action: texts["textUndo"] ?? "", ms: undoMs, act: undo });
}

// The rows come back as news, to whichever list is on the page by then.
async function takeBack(lines: readonly Line[], wanted: Change): Promise<void> {
  const ids = lines.map(line => line.id);
  switch (wanted) {
    case "delete": return post(ids, "restore");
    case "archive": return post(ids, "unarchive");
    case "unarchive": return post(ids, "archive");
    case "move": {
      for (const folder of new Set(lines.map(line => line.folderId))) {
        await post(lines.filter(line => line.folderId === folder).map(line => line.id), "move", folder);
      }
    }
  }
}

/** Pins or unpins; shows it at once, and how it was where the server refused. */
export async function pin(line: Line, texts: DOMStringMap, show: (line: Line) => void): Promise<void> {
  show({ ...line, isPinned: !line.isPinned });
  try {
    await call(line.isPinned ? "DELETE" : "PUT", `/api/chat/${line.id}/pin`);
  } catch (error) {
    show(line);
    complain(error, texts);
  }
}

/** Lets the person write another title in the place of the link. */
export async function rename(line: Line, link: HTMLElement, texts: DOMStringMap, show: (title: string) => void): Promise<void> {
  const title = await renameInPlace(link, line.title, texts["textRename"] ?? "", "chat-row-input");
  if (!title) {
    return;
  }
  show(title);
  try {
    await call("PATCH", `/api/chat/${line.id}`, { title });
  } catch (error) {
    show(line.title);
    complain(error, texts);
  }
}

/** The server takes 500 at a time. */
async function post(ids: readonly string[], wanted: Change, folder: string | null = null): Promise<void> {
  for (let at = 0; at < ids.length; at += 500) {
    await call("POST", "/api/chat/bulk", { ids: ids.slice(at, at + 500), change: wanted, folderId: folder });
  }
}
