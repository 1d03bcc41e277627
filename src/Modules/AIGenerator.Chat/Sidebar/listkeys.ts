/** What a key on a row of the list asks for: the place to go to, or something with the row. */
export function wishOf(event: KeyboardEvent, at: number, count: number, isSelecting: boolean): number | "rename" | "delete" | "pick" | "menu" | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return undefined;
  }
  const within = (place: number): number => Math.min(Math.max(place, 0), count - 1);
  switch (event.key) {
    case "ArrowDown": return within(at + 1);
    case "ArrowUp": return within(at - 1);
    case "PageDown": return within(at + 10);
    case "PageUp": return within(at - 10);
    case "Home": return 0;
    case "End": return count - 1;
    case "F2": return "rename";
    case "Delete": return "delete";
    case "ContextMenu": return "menu";
    case "F10": return event.shiftKey ? "menu" : undefined;
    case " ": return isSelecting && event.target instanceof HTMLAnchorElement ? "pick" : undefined;
    default: return undefined;
  }
}
