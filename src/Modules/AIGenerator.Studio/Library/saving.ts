/** Saves chosen pictures: one as a file, several as a ZIP that the browser writes down as it comes. */
export function save(ids: readonly string[], format: string, archive: string): void {
  if (ids.length === 1) {
    // A name of the link's own would win over the one that the server tells.
    const link = Object.assign(document.createElement("a"), { href: `/api/assets/${ids[0]}?download=true${format ? `&format=${format}` : ""}`, download: "" });
    link.dataset["turbo"] = "false";
    document.body.append(link);
    link.click();
    link.remove();
    return;
  }
  const form = Object.assign(document.createElement("form"), { method: "post", action: archive, hidden: true });
  form.dataset["turbo"] = "false";
  const workspace = document.querySelector<HTMLElement>("[data-workspace]")?.dataset["workspace"] ?? "";
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
  const fields = { ids: ids.join(","), format, workspace, __RequestVerificationToken: token };
  form.append(...Object.entries(fields).filter(([, value]) => value).map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })));
  document.body.append(form);
  form.submit();
  form.remove();
}
