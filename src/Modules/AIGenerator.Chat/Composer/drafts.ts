import type { SentFile } from "./upload";

// The server erases what was not sent after a day.
const keptHours = 23;

/** Whose texts are read and written here; empty for a visitor. Read once for each page: it must not change while the old page writes its last. */
let owner = "";

/** The chat's own draft, its files and what waits; an edit is kept for its message. */
export type Kind = "draft" | "edit" | "files" | "queue";

/** Where something is kept: what one person has typed is never shown to the next one at the same browser. */
export function keyOf(kind: Kind, chat: string, whose = owner): string {
  return `${kind}:${whose}:${chat || "new"}`;
}

/** What a browser without room, or without leave, would not keep: it lives as long as the page. */
const unkept = new Map<string, object>();

/** What is kept; what a visitor has typed is taken over by whoever signs in after it. */
export function kept(kind: Kind, chat: string): unknown {
  const here = unkept.get(keyOf(kind, chat));
  if (here) {
    return here;
  }
  try {
    return JSON.parse(localStorage.getItem(keyOf(kind, chat)) ?? localStorage.getItem(keyOf(kind, chat, "")) ?? "null");
  } catch {
    return null;
  }
}

export function keep(kind: Kind, chat: string, value: object | false): void {
  unkept.delete(keyOf(kind, chat));
  try {
    localStorage.removeItem(keyOf(kind, chat, ""));
    if (value) {
      localStorage.setItem(keyOf(kind, chat), JSON.stringify(value));
    } else {
      localStorage.removeItem(keyOf(kind, chat));
    }
  } catch {
    if (value) {
      unkept.set(keyOf(kind, chat), value);
    }
  }
}

/** What a person has typed and not sent, kept in this browser for each chat: it survives a reload, a crash and a sign-in. */
export const drafts = {
  /** From now on for this person. Drops what somebody else has left, and what nobody has touched for a month. */
  begin(whose: string): void {
    owner = whose;
    try {
      // Most have nothing there, and need not fetch what would look at it.
      if (Object.keys(localStorage).some(key => /^(draft|edit|files|queue):/.test(key))) {
        void import("./leftovers").then(({ tidy }) => tidy(whose));
      }
    } catch {
      // Storage is forbidden.
    }
  },

  read(chat: string): string {
    return (kept("draft", chat) as { text?: string } | null)?.text ?? "";
  },

  write(chat: string, text: string): void {
    keep("draft", chat, !!text.trim() && { text, at: Date.now() });
  },

  /** How a question was being changed. */
  edited(message: string): string | undefined {
    return (kept("edit", message) as { text?: string } | null)?.text;
  },

  writeEdited(message: string, text: string | null): void {
    keep("edit", message, text !== null && { text, at: Date.now() });
  },

  /** Files that were brought and not sent. */
  files(chat: string): SentFile[] {
    const brought = kept("files", chat) as { files?: SentFile[]; at?: number } | null;
    return brought?.at && Date.now() - brought.at < keptHours * 3_600_000 && Array.isArray(brought.files) ? brought.files.filter(file => typeof file?.id === "string") : [];
  },

  writeFiles(chat: string, files: readonly SentFile[]): void {
    keep("files", chat, files.length > 0 && { files, at: Date.now() });
  },
};
