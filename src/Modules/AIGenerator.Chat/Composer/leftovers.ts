const keptDays = 30;

/** Takes away what other people have left in this browser, and drafts that nobody has touched for a month. A visitor's stay: he may sign in yet. */
export function tidy(owner: string): void {
  for (const key of Object.keys(localStorage)) {
    const [, kind, whose] = /^(draft|edit|files|queue):(?:([^:]*):)?/.exec(key) ?? [];
    if (kind && (whose === undefined || (whose && whose !== owner) || (kind !== "queue" && isOld(key)))) {
      localStorage.removeItem(key);
    }
  }
}

function isOld(key: string): boolean {
  try {
    const { at } = JSON.parse(localStorage.getItem(key) ?? "{}") as { at?: number };
    return !at || Date.now() - at > keptDays * 86_400_000;
  } catch {
    return true;
  }
}
