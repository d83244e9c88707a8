import { all, one, typing } from "./dom";
import { arrows } from "./list";

// keys are the shortcuts: links say theirs with data-key ("l", "g t").
export function keys(): void {
  let before = "";
  let at = 0;
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter" && e.target instanceof HTMLElement) {
      e.target.closest("form")?.requestSubmit();
      return;
    }
    if (typing(e) || e.ctrlKey || e.metaKey || e.altKey || one("dialog[open]")) return;
    if (e.key === "?") return void one<HTMLDialogElement>("#keys")?.showModal();
    if (e.key === "/") {
      const field = one<HTMLInputElement>("main input[type=search]");
      if (field) {
        e.preventDefault();
        field.select();
      }
      return;
    }
    const key = e.key.toLowerCase();
    const pressed = before && e.timeStamp - at < 900 ? `${before} ${key}` : key;
    before = key;
    at = e.timeStamp;
    const link = all<HTMLElement>("[data-key]").findLast((a) => a.dataset["key"] === pressed);
    if (link) {
      e.preventDefault();
      link.click();
    }
  });
  for (const field of all<HTMLInputElement>("input[data-walks]")) {
    arrows(field, () => one<HTMLElement>(field.dataset["walks"] ?? ""), "a[data-row], [role=option]");
  }
}
