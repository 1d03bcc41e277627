/** Goes to a page of the product as a press on a link would: Turbo takes part, and so does whatever listens to links. */
export function visit(address: string): void {
  const link = Object.assign(document.createElement("a"), { href: address });
  document.body.append(link);
  link.click();
  link.remove();
}
