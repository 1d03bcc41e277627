import { toast } from "@ui/toast";

const askedKey = "ag-notify-asked";

/**
 * A long answer has ended while nobody looked: the system says so where it may. Where it was never asked, the page asks once, when somebody looks
 * again, for that is when the use of it is plain.
 */
export function sayReady(page: HTMLElement, title: string): void {
  if (!("Notification" in globalThis)) {
    return;
  }
  if (Notification.permission === "granted") {
    try {
      const notification = new Notification(title, { body: page.dataset["textReady"] ?? "", tag: page.dataset["chat"] ?? location.pathname });
      notification.addEventListener("click", () => { window.focus(); notification.close(); });
    } catch {
      // Some phones let only a service worker notify.
    }
    return;
  }
  if (Notification.permission === "default" && !localStorage.getItem(askedKey)) {
    localStorage.setItem(askedKey, "1");
    document.addEventListener("visibilitychange", () => toast(page.dataset["textNotify"] ?? "", {
      action: page.dataset["textNotifyYes"] ?? "", ms: 20_000, act: () => void Notification.requestPermission(),
    }), { once: true });
  }
}
