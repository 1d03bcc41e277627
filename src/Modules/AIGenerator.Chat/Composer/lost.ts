import type { Prompt } from "./composer";
import type { QueuedMessage } from "./queue";

const place = "ag-lost";
let here: string | null = null;

const whatOf = (chat: string, { text, files, to }: Prompt | QueuedMessage): string => JSON.stringify([chat, text, files ?? [], to]);

/** The message of which nobody knows whether the server has it: the same once more goes under the same key, after a reload as well, and is asked once. */
export const lost = {
  /** The key it went under; undefined for any other message. */
  keyOf(chat: string, prompt: Prompt): string | undefined {
    const [what, key] = JSON.parse(here ?? "[]") as string[];
    return what === whatOf(chat, prompt) ? key : undefined;
  },

  /** Undefined: nothing is unknown any more. */
  note(message: QueuedMessage | undefined, chat = ""): void {
    here = message ? JSON.stringify([whatOf(chat, message), message.key]) : null;
    try {
      sessionStorage.setItem(place, here ?? "[]");
    } catch {
      // It lives as long as the page, then.
    }
  },
};

try {
  here = sessionStorage.getItem(place);
} catch {
  // Forbidden.
}
