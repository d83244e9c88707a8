import { all, on, one, typing } from "./dom";

// remarks walks the list of what is to be read: ↑ and ↓ move, A lets in, R keeps
// out, X ticks.
export function remarks(): void {
  on("click", "[data-print]", () => window.print());
  for (const b of all<HTMLElement>("[data-print], .js-only")) b.hidden = false;
  const list = one<HTMLElement>("[data-remarks]");
  if (!list) return;
  const items = all<HTMLElement>("[data-remark]", list);
  for (const i of items) i.tabIndex = -1;
  const here = (): number => items.findIndex((i) => i.contains(document.activeElement));
  document.addEventListener("keydown", (e) => {
    if (typing(e) && !(e.target instanceof HTMLInputElement && e.target.type === "checkbox")) return;
    if (e.ctrlKey || e.metaKey || e.altKey || one("dialog[open]")) return;
    const at = here();
    const item = items[Math.max(0, at)];
    if (e.key === "ArrowDown") items[Math.min(at + 1, items.length - 1)]?.focus();
    else if (e.key === "ArrowUp") items[Math.max(at - 1, 0)]?.focus();
    else if (!item) return;
    else if (e.key === "a") one<HTMLElement>("button[name=accept]", item)?.click();
    else if (e.key === "r") one<HTMLElement>("button[name=refuse]", item)?.click();
    else if (e.key === "x") one<HTMLInputElement>("input[type=checkbox]", item)?.click();
    else return;
    e.preventDefault();
  });
}
