/** How a chat that is not there yet will be set: told to the server with its first message. */
export const starting = { temporary: false, instructions: "", temperature: "" };

/** What the first message of a chat brings along; nothing for a chat that is there. */
export function startOf(chat: string): Record<string, unknown> {
  return chat ? {} : { temporary: starting.temporary, instructions: starting.instructions || null, temperature: starting.temperature || null };
}

/** Another new chat begins as any. */
export function forgetStart(): void {
  Object.assign(starting, { temporary: false, instructions: "", temperature: "" });
}
