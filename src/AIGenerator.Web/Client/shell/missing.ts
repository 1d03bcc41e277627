/** Says so where a part of the page did not come: the connection broke, or the files are of an older version. Nobody catches a failed import. */
export function followMissingParts(): void {
  addEventListener("unhandledrejection", ({ reason }) => {
    const notice = document.querySelector<HTMLElement>("[data-missing]");
    if (notice && reason instanceof TypeError && /\bimport|module/i.test(reason.message)) {
      notice.hidden = false;
    }
  });
}
