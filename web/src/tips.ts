import { on, one } from "./dom";

// tips shows what a mark on a chart stands for, by pointer and by keyboard. The
// same words are the mark's name, so nothing is lost without this.
export function tips(): void {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  document.body.append(tip);
  const show = (_: Event, el: HTMLElement): void => {
    tip.textContent = el.dataset["tip"] ?? "";
    tip.hidden = false;
    const at = (one(".sign", el) ?? el).getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
    const above = at.top - tip.offsetHeight - 10;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above < 8 ? at.bottom + 10 : above) + scrollY}px`;
  };
  const hide = (): void => void (tip.hidden = true);
  on("mouseover", "[data-tip]", show);
  on("focusin", "[data-tip]", show);
  on("mouseout", "[data-tip]", hide);
  on("focusout", "[data-tip]", hide);
}
