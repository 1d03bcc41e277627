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

/** Writes times by the reader's clock: the server wrote its own clock's hour. */
export function ownTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const moment = new Date(time.dateTime);
    time.textContent = moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    time.title = moment.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
  }
}
