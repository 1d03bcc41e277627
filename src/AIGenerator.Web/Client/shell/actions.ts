/** What plain attributes do: data-dialog opens, data-close closes, data-copy copies, data-sidebar-toggle folds the sidebar, data-palette searches. */
export function followActions(): void {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    const control = target.closest<HTMLElement>("[aria-disabled=true], [data-busy], [data-dialog], [data-close], [data-copy], [data-sidebar-toggle], [data-palette], [data-toast]");
    if (!control) {
      return;
    }
    if (control.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (control.dataset["dialog"]) {
      openDialog(control.dataset["dialog"]);
    } else if (control.hasAttribute("data-close")) {
      control.closest("dialog")?.close();
    } else if (control.dataset["copy"] !== undefined) {
      void copy(control);
    } else if (control.dataset["toast"]) {
      document.dispatchEvent(new CustomEvent("ui:toast", { detail: { text: control.dataset["text"] ?? control.textContent ?? "", tone: control.dataset["toast"] } }));
    } else if (control.hasAttribute("data-sidebar-toggle")) {
      toggleSidebar();
    } else if (control.hasAttribute("data-palette")) {
      openPalette();
    }
  }, { capture: true });

  // A second press while the first is on its way does nothing.
  document.addEventListener("turbo:submit-start", event => mark(event, true));
  document.addEventListener("turbo:submit-end", event => mark(event, false));
  document.addEventListener("change", event => {
    const control = event.target as HTMLElement;
    if (control.hasAttribute("data-submits")) {
      (control as HTMLInputElement).form?.requestSubmit();
    }
  });
}

/** Opens a dialog by its id; the browser gives the focus back when it closes. */
export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), textarea, select, h2")?.focus();
  }
}

/** Opens search and commands, as soon as its code is there. */
export function openPalette(): void {
  void customElements.whenDefined("command-palette").then(() => document.dispatchEvent(new CustomEvent("ui:palette")));
}

/** Puts the cursor into the search of chats, wherever the sidebar is hidden. */
export function findChats(): void {
  const field = document.querySelector<HTMLElement>("[data-chat-find]");
  if (field && !field.checkVisibility()) {
    toggleSidebar();
  }
  field?.focus();
}

/** Folds or unfolds the sidebar; on narrow screens it slides over the page. */
export function toggleSidebar(): void {
  if (matchMedia("(min-width: 60rem)").matches) {
    const shell = document.querySelector<HTMLElement>(".shell");
    const isClosed = shell?.dataset["sidebar"] === "closed";
    shell?.setAttribute("data-sidebar", isClosed ? "open" : "closed");
    document.cookie = `ag_sidebar=${isClosed ? "open" : "closed"};path=/;max-age=31536000;samesite=lax`;
  } else {
    document.querySelector<HTMLElement>(".sidebar")?.togglePopover();
  }
}

async function copy(control: HTMLElement): Promise<void> {
  const source = control.dataset["copy"] ? document.getElementById(control.dataset["copy"]) : null;
  await navigator.clipboard.writeText(source instanceof HTMLInputElement ? source.value : source?.textContent ?? control.dataset["text"] ?? "");
  control.toggleAttribute("data-done", true);
  setTimeout(() => control.removeAttribute("data-done"), 1600);
}

function mark(event: Event, isBusy: boolean): void {
  const { submitter } = (event as CustomEvent<{ formSubmission: { submitter?: HTMLElement } }>).detail.formSubmission;
  submitter?.toggleAttribute("data-busy", isBusy);
}
