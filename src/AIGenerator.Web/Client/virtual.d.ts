declare module "virtual:elements" {
  export const elements: Record<string, () => Promise<unknown>>;
}

declare module "virtual:katex-style" {
  const sheet: string;
  export default sheet;
}

declare module "@hotwired/turbo" {
  export const session: { drive: boolean };
  export const config: { drive: { progressBarDelay: number }; forms: { confirm: (message: string) => Promise<boolean> } };
  export const cache: { clear(): void };
  export function visit(location: string, options?: { action?: "advance" | "replace" }): void;
}
