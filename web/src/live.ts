import htmx from "htmx.org";
import { all, one } from "./dom";

// live follows the server's events. An element with data-live="URL" listens; an
// element within it with data-on="name" takes the event's HTML: put before what
// is there (data-how="before", at most data-most of them) or in its place. Every
// event is also raised as live:name, for hx-trigger. What arrives while the
// reader looks closely (a pressed "Hold" button) waits.
export function live(): void {
  for (const el of all<HTMLElement>("[data-live]")) follow(el);
}

function follow(el: HTMLElement): void {
  const url = el.dataset["live"];
  if (!url) return;
  const stream = new EventSource(url);
  const hold = one<HTMLButtonElement>("[data-hold]", el);
  const names = new Set(all<HTMLElement>("[data-on]", el).map((t) => t.dataset["on"] ?? ""));
  names.add("changed");
  let waiting: (() => void)[] = [];

  for (const name of names) {
    stream.addEventListener(name, (e) => {
      const act = (): void => take(el, name, String((e as MessageEvent<string>).data));
      if (hold?.getAttribute("aria-pressed") === "true") {
        waiting.push(act);
        waiting = waiting.slice(-200);
        hold.dataset["waiting"] = String(waiting.length);
      } else act();
    });
  }
  stream.addEventListener("open", () => el.setAttribute("data-state", "on"));
  stream.addEventListener("error", () => el.setAttribute("data-state", "off"));

  if (hold) {
    hold.hidden = false;
    hold.addEventListener("click", () => {
      const held = hold.getAttribute("aria-pressed") !== "true";
      hold.setAttribute("aria-pressed", String(held));
      if (held) return;
      delete hold.dataset["waiting"];
      for (const act of waiting.splice(0)) act();
    });
  }
  addEventListener("pagehide", () => stream.close());
}

function take(el: HTMLElement, name: string, html: string): void {
  for (const target of all<HTMLElement>(`[data-on="${name}"]`, el)) {
    const before = target.dataset["how"] === "before";
    htmx.swap(target, html, { swapStyle: before ? "afterbegin" : "innerHTML", swapDelay: 0, settleDelay: 0 });
    const most = Number(target.dataset["most"] ?? 0);
    if (before && most) while (target.children.length > most) target.lastElementChild?.remove();
  }
  el.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true }));
  const news = one<HTMLElement>("[data-news]", el);
  if (news && name === "changed") news.hidden = false;
}
