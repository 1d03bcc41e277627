const prefix = "draft:";
const keptDays = 30;

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

  /** Drops drafts nobody has touched for a month. */
  tidy(): void {
    try {
      for (const key of Object.keys(localStorage).filter(name => name.startsWith(prefix))) {
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
