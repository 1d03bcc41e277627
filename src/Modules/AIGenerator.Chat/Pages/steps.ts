import type { Thread } from "./thread";

/** Alt with the arrows walks from message to message; below the last one is the field. */
export function step(thread: Thread, by: number, toField: () => void): void {
  const articles = thread.articles;
  const focused = document.activeElement?.closest<HTMLElement>("article") ?? null;
  const at = focused ? articles.indexOf(thread.top(focused)) : -1;
  const next = at < 0 ? (by < 0 ? articles.length - 1 : 0) : at + by;
  if (next >= articles.length) {
    toField();
  } else {
    articles[Math.max(next, 0)]?.focus();
  }
}
