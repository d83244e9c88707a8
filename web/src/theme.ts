import { all, on } from "./dom";

// theme changes at once and is kept in a cookie, so that the server draws the
// next page right from the start; without this script the form is posted.
export function theme(): void {
  on("submit", "[data-theme-form]", (e) => {
    const button = (e as SubmitEvent).submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    e.preventDefault();
    const chosen = button.value;
    document.cookie = `theme=${chosen}; path=/; max-age=${chosen === "system" ? 0 : 31536000}; samesite=lax`;
    if (chosen === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
    for (const b of all<HTMLButtonElement>("[data-theme-form] button[name=theme]")) b.setAttribute("aria-pressed", String(b.value === chosen));
  });
}
