import * as Turbo from "@hotwired/turbo";

const scrollKey = "ag.sidebar-scroll";

/**
 * Moves between pages without reloading: our own progress line (Turbo's would insert a style element), the focus on the new page's
 * heading for people who listen, and the sidebar where it was.
 */
export function followNavigation(): void {
  Turbo.config.drive.progressBarDelay = 2 ** 30;

  let left: Element | null = null;
  document.addEventListener("turbo:visit", () => {
    document.documentElement.setAttribute("data-visiting", "");
    left = document.activeElement;
  });
  document.addEventListener("turbo:render", () => {
    // What the cache shows meanwhile is not the page yet.
    if (!document.documentElement.hasAttribute("data-turbo-preview")) {
      document.documentElement.removeAttribute("data-visiting");
    }
  });

  document.addEventListener("turbo:before-render", keepSidebar);

  document.addEventListener("turbo:load", () => {
    document.documentElement.removeAttribute("data-visiting");
    restoreSidebar();
    const wanted = document.querySelector<HTMLElement>("[data-autofocus], [autofocus]");
    if (wanted && !hasBegun(left)) {
      wanted.focus({ preventScroll: wanted.hasAttribute("autofocus") });
    }
  });

  // The page that a back step shows from the cache must not show what was open or said when it was left.
  document.addEventListener("turbo:before-cache", () => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      dialog.close();
      // Closing gives the focus back to what opened it: nobody has gone there.
      left = document.activeElement;
    }
    document.querySelectorAll("toast-region > .toast").forEach(toast => toast.remove());
  });

  let isFirst = true;
  document.addEventListener("turbo:load", () => {
    if (!isFirst && !document.querySelector("[data-autofocus], [autofocus]") && !location.hash && !hasBegun(left)) {
      document.getElementById("content")?.focus({ preventScroll: true });
    }
    isFirst = false;
  });
}

/** Whether somebody has gone elsewhere since the visit began: to the sidebar's search or its next row, say, which stay. */
function hasBegun(left: Element | null): boolean {
  const at = document.activeElement;
  return at !== left && at !== null && at !== document.body && !at.matches("[autofocus]");
}

function keepSidebar(): void {
  const area = document.querySelector(".sidebar-scroll");
  if (area) {
    sessionStorage.setItem(scrollKey, String(area.scrollTop));
  }
}

function restoreSidebar(): void {
  const area = document.querySelector(".sidebar-scroll");
  if (area) {
    area.scrollTop = Number(sessionStorage.getItem(scrollKey) ?? 0);
  }
}
