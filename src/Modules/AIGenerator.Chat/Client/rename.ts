/**
 * Puts a field in the place of a title until Enter, Escape or a click elsewhere. Gives the new title, or null where nothing changed.
 */
export function renameInPlace(shown: HTMLElement, before: string, label: string, className: string): Promise<string | null> {
  const input = document.createElement("input");
  input.className = className;
  input.value = before;
  input.maxLength = 200;
  input.setAttribute("aria-label", label);
  input.enterKeyHint = "done";
  shown.hidden = true;
  shown.after(input);
  input.select();

  return new Promise(resolve => {
    let isDone = false;
    const finish = (keep: boolean): void => {
      if (isDone) {
        return;
      }
      isDone = true;
      const value = input.value.trim();
      const hadFocus = document.activeElement === input;
      input.remove();
      shown.hidden = false;
      if (hadFocus) {
        (shown.matches("a, button") ? shown : shown.querySelector<HTMLElement>("a, button"))?.focus();
      }
      resolve(keep && value && value !== before ? value : null);
    };
    input.addEventListener("blur", () => finish(true));
    input.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        finish(true);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        finish(false);
      }
    });
  });
}
