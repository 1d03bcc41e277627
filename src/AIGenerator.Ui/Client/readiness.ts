import { toast } from "./toast";

const askedKey = "ag-notify-asked";

/**
 * Something long has ended while nobody looked: the system says so where it may. Where it was never asked, the page asks once, when somebody looks
 * again, for that is when the use of it is plain. The words are the element's: text-ready, text-notify, text-notify-yes; its panel, where it has one, is
 * opened by a press on the notification.
 */
export function sayReady(from: HTMLElement, text = from.dataset["textReady"] ?? "", tag = from.dataset["chat"] ?? location.pathname): void {
  if (!("Notification" in globalThis)) {
    return;
  }
  if (Notification.permission === "granted") {
    try {
      // The same tag: several tabs of ours say it once.
      const notification = new Notification(document.title, { body: text, tag });
      notification.addEventListener("click", () => {
        window.focus();
        notification.close();
        from.querySelector<HTMLElement>(":scope > [popover]")?.togglePopover(true);
      });
    } catch {
      // Some phones let only a service worker notify.
    }
    return;
  }
  if (Notification.permission === "default" && !localStorage.getItem(askedKey)) {
    localStorage.setItem(askedKey, "1");
    document.addEventListener("visibilitychange", () => toast(from.dataset["textNotify"] ?? "", {
      action: from.dataset["textNotifyYes"] ?? "", ms: 20_000, act: () => void Notification.requestPermission(),
    }), { once: true });
  }
}
