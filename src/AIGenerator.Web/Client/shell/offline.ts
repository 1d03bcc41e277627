/** Says so while the browser has no connection. */
export function followConnection(): void {
  const show = (): void => {
    const notice = document.querySelector<HTMLElement>("[data-offline]");
    if (notice) {
      notice.hidden = navigator.onLine;
    }
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  document.addEventListener("turbo:load", show);
}
