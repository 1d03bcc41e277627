import { findChats, openDialog, openPalette, toggleSidebar } from "./actions";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keys that work everywhere. The list people see is the dialog `shortcuts` of the layout. */
export function followKeys(): void {
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    document.addEventListener("turbo:load", nameKeys);
    nameKeys();
  }
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && key === "k" && !event.shiftKey) {
      run(event, openPalette);
    } else if (isCommand && key === "/") {
      run(event, () => openDialog("shortcuts"));
    } else if (isCommand && event.shiftKey && key === "s") {
      run(event, toggleSidebar);
    } else if (isCommand && event.shiftKey && key === "f" && document.querySelector("[data-chat-find]")) {
      run(event, findChats);
    } else if (isCommand && event.shiftKey && key === "o") {
      run(event, () => document.querySelector<HTMLElement>("[data-new-chat]")?.click());
    } else if (event.shiftKey && key === "escape") {
      run(event, () => document.querySelector<HTMLElement>("textarea[name=message], [data-prompt]")?.focus());
    } else if (key === "?" && !isCommand && !isTyping(event.target)) {
      run(event, () => openDialog("shortcuts"));
    }
  });
}

const names: Record<string, string> = { Ctrl: "⌘", Alt: "⌥" };

/** Writes the keys the way this computer's keyboard does. */
function nameKeys(): void {
  for (const key of document.querySelectorAll("kbd")) {
    key.textContent = (key.textContent ?? "").replace(/Ctrl|Alt/g, name => names[name] ?? name);
  }
}

function run(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}
