import { all, one, on } from "./dom";

// menus close when the reader goes elsewhere, and by Escape.
export function menus(): void {
  document.addEventListener("click", (e) => {
    for (const m of all<HTMLDetailsElement>("details[data-menu][open]")) if (!m.contains(e.target as Node)) m.open = false;
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const m of all<HTMLDetailsElement>("details[data-menu][open]")) {
      m.open = false;
      one<HTMLElement>("summary", m)?.focus();
    }
  });
  all<HTMLElement>("[data-open]").forEach((b) => (b.hidden = false));
  on("click", "[data-open]", (_, b) => {
    const d = document.getElementById(b.dataset["open"] ?? "");
    if (d instanceof HTMLDialogElement) d.showModal();
  });
  on("click", "dialog", (e, d) => {
    if (e.target === d) (d as HTMLDialogElement).close();
  });
  // A link to something folded away unfolds it.
  const unfold = (): void => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const details = target?.closest("details") ?? (target && one<HTMLDetailsElement>("details", target));
    if (details && !details.open) {
      details.open = true;
      target?.scrollIntoView({ block: "start" });
    }
  };
  addEventListener("hashchange", unfold);
  unfold();
  // An address that ends in #form takes the focus from the form's autofocus.
  const begin = (): void => {
    if (location.hash !== "#form" || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
    const form = document.getElementById("form");
    if (form) (one<HTMLElement>("[autofocus]", form) ?? one<HTMLElement>("input:not([type=hidden], [readonly], :disabled), select:not(:disabled), textarea:not(:disabled)", form))?.focus();
  };
  addEventListener("hashchange", begin);
  if (document.readyState === "complete") begin();
  else addEventListener("load", () => requestAnimationFrame(begin));
}
