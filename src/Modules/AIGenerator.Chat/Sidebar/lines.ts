/** A chat in the list, as `GET /api/chat` and the live topic `chats` tell it. */
export interface Line {
  id: string;
  title: string;
  updatedAt: string;
  isRunning: boolean;
  isPinned: boolean;
  isArchived: boolean;
  isUnread: boolean;
  folderId: string | null;
}

export const groupNames = ["pinned", "today", "yesterday", "week", "older"] as const;
export type GroupName = typeof groupNames[number];

/** Which chats are listed. */
export type View = { readonly kind: "all" | "pinned" | "archived" } | { readonly kind: "folder"; readonly folder: string };

export function belongs(line: Line, view: View): boolean {
  switch (view.kind) {
    case "archived": return line.isArchived;
    case "pinned": return !line.isArchived && line.isPinned;
    case "folder": return !line.isArchived && line.folderId === view.folder;
    case "all": return !line.isArchived;
  }
}

/** For the address of the list. */
export function queryOf(view: View): string {
  switch (view.kind) {
    case "archived": return "archived=true";
    case "pinned": return "pinned=true";
    case "folder": return `folder=${view.folder}`;
    case "all": return "";
  }
}

/** The list's order: pinned, then last changed, first. */
export function order(a: Line, b: Line): number {
  return Number(b.isPinned) - Number(a.isPinned)
    || Date.parse(b.updatedAt) - Date.parse(a.updatedAt)
    || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** The reader's own days; the server's begin elsewhere. */
export function groupOf(line: Line, midnight: number): GroupName {
  if (line.isPinned) {
    return "pinned";
  }
  const age = midnight - Date.parse(line.updatedAt);
  return age <= 0 ? "today" : age <= 86_400_000 ? "yesterday" : age <= 6 * 86_400_000 ? "week" : "older";
}

/** What the server wrote into the page. */
export function lineOf(row: HTMLElement): Line {
  const { chat, at, folder } = row.dataset;
  return {
    id: chat ?? "",
    title: row.querySelector(".chat-row-title")?.textContent ?? "",
    updatedAt: at ?? new Date().toISOString(),
    isRunning: row.hasAttribute("data-running"),
    isPinned: row.hasAttribute("data-pinned"),
    isArchived: false,
    isUnread: row.hasAttribute("data-unread"),
    folderId: folder ?? null,
  };
}
