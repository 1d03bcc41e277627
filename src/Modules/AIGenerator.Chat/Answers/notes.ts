let count = 0;

/** Makes footnotes lead to their text and back, within their own answer. */
export function dressNotes(root: ParentNode, label: string, back: string): void {
  for (const reference of root.querySelectorAll<HTMLElement>("sup.footnote-ref:not(:has(button))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = reference.textContent;
    button.setAttribute("aria-label", label.replace("{name}", reference.textContent));
    reference.replaceChildren(button);
  }
  for (const note of root.querySelectorAll<HTMLElement>(".footnote:not([id])")) {
    note.id = `footnote-${++count}`;
    note.tabIndex = -1;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "footnote-back";
    button.textContent = "↩";
    button.setAttribute("aria-label", back);
    button.dataset["tip"] = back;
    note.append(button);
  }
}

function follow(target: HTMLElement | null | undefined): void {
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    target.classList.add("is-found");
    setTimeout(() => target.classList.remove("is-found"), 1500);
  }
}

document.addEventListener("click", event => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("sup.footnote-ref > button, .footnote-back") : null;
  const answer = button?.closest(".prose");
  const name = CSS.escape(button?.closest<HTMLElement>("[data-note]")?.dataset["note"] ?? "");
  if (button?.matches(".footnote-back")) {
    follow(answer?.querySelector<HTMLElement>(`sup.footnote-ref[data-note="${name}"] > button`));
  } else if (button) {
    follow(answer?.querySelector<HTMLElement>(`.footnote[data-note="${name}"]`));
  }
});
