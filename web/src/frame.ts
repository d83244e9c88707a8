import { one, on } from "./dom";

// frame lets a pane in another system's page sign in. Browsers keep our cookie
// from a frame there, so that happens in a window of its own, which hands the
// frame a code, good once; for the code the frame gets a cookie that is its own.
export function frame(): void {
  on("click", "[data-frame-sign-in]", (e, link) => {
    const opened = open((link as HTMLAnchorElement).href, "regard-sign-in", "popup,width=480,height=680");
    if (opened) e.preventDefault();
  });
  addEventListener("message", (e: MessageEvent<{ regardFrame?: unknown } | null>) => {
    const code = e.data?.regardFrame;
    if (e.origin !== location.origin || typeof code !== "string" || !one("[data-frame-sign-in]")) return;
    void fetch("/frame/session", { method: "POST", body: new URLSearchParams({ code }) })
      .then((r) => r.ok)
      .catch(() => false)
      .then((ok) => {
        if (ok) return location.reload();
        const wrong = one<HTMLElement>("[data-frame-wrong]");
        if (wrong) wrong.hidden = false;
      });
  });
  const code = one<HTMLElement>("[data-frame-code]")?.dataset["frameCode"];
  const opener = window.opener as Window | null;
  if (code && opener) {
    opener.postMessage({ regardFrame: code }, location.origin); // to a frame of ours and to nobody else
    close();
  }
  // A bookmarklet is dragged; pressed here it would look for a customer in these settings.
  on("click", "[data-bookmark]", (e) => e.preventDefault());
}
