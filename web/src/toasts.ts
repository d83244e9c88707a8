import { all, on, one, whenSwapped } from "./dom";

const linger = 8000;

// toast says something that needs no answer.
export function toast(text: string): void {
  const t = document.createElement("div");
  t.className = "toast";
  const p = document.createElement("p");
  p.textContent = text;
  t.append(p);
  one("#toasts")?.append(t);
  setTimeout(() => t.remove(), 2400);
}

// toasts go away by themselves, but not while they are read, and never those
// that say that something failed.
export function toasts(): void {
  whenSwapped(() => {
    for (const t of all<HTMLElement>(".toast:not([data-seen])")) {
      t.dataset["seen"] = "";
      const close = one<HTMLElement>("[data-dismiss]", t);
      if (close) close.hidden = false;
      if (close && !t.classList.contains("wrong")) leave(t);
    }
  });
  on("click", "[data-dismiss]", (_, b) => b.closest(".toast")?.remove());
  document.addEventListener("htmx:responseError", () => toast("That did not work. Try again in a moment."));
  document.addEventListener("htmx:sendError", () => toast("The server cannot be reached. Try again in a moment."));
}

function leave(t: HTMLElement): void {
  let timer = 0;
  const start = (): void => void (timer = window.setTimeout(() => t.remove(), linger));
  const stop = (): void => clearTimeout(timer);
  t.addEventListener("mouseenter", stop);
  t.addEventListener("mouseleave", start);
  t.addEventListener("focusin", stop);
  t.addEventListener("focusout", start);
  start();
}
