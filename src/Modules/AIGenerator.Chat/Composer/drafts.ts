import type { SentFile } from "./upload";

const prefix = "draft:";
const filePrefix = "files:";
const keptDays = 30;

// The server erases what was not sent after a day.
const keptHours = 23;

/** What a person has typed and not sent, kept in this browser for each chat: it survives a reload, a crash and a sign-in. */
export const drafts = {
  read(chat: string): string {
    try {
      return (JSON.parse(localStorage.getItem(prefix + (chat || "new")) ?? "{}") as { text?: string }).text ?? "";
    } catch {
      return "";
    }
  },

  write(chat: string, text: string): void {
    try {
      if (text.trim()) {
        localStorage.setItem(prefix + (chat || "new"), JSON.stringify({ text, at: Date.now() }));
      } else {
        localStorage.removeItem(prefix + (chat || "new"));
      }
    } catch {
      // Storage is full or forbidden: the text is still in the field.
    }
  },

  /** Files that were brought and not sent. */
  files(chat: string): SentFile[] {
    try {
      const kept = JSON.parse(localStorage.getItem(filePrefix + (chat || "new")) ?? "{}") as { files?: SentFile[]; at?: number };
      return kept.at && Date.now() - kept.at < keptHours * 3_600_000 && Array.isArray(kept.files) ? kept.files.filter(file => typeof file?.id === "string") : [];
    } catch {
      return [];
    }
  },

  writeFiles(chat: string, files: readonly SentFile[]): void {
    try {
      if (files.length > 0) {
        localStorage.setItem(filePrefix + (chat || "new"), JSON.stringify({ files, at: Date.now() }));
      } else {
        localStorage.removeItem(filePrefix + (chat || "new"));
      }
    } catch {
      // As above.
    }
  },

  /** Drops drafts nobody has touched for a month. */
  tidy(): void {
    try {
      for (const key of Object.keys(localStorage).filter(name => name.startsWith(prefix) || name.startsWith(filePrefix))) {
        const { at } = JSON.parse(localStorage.getItem(key) ?? "{}") as { at?: number };
        if (!at || Date.now() - at > keptDays * 86_400_000) {
          localStorage.removeItem(key);
        }
      }
    } catch {
      // As above.
    }
  },
};
