import { all, on, whenSwapped } from "./dom";
import { toast } from "./toasts";

// copying shows the buttons that copy, and copies.
export function copying(): void {
  if (!navigator.clipboard) return;
  whenSwapped((within) => all<HTMLElement>("[data-copy]", within).forEach((b) => (b.hidden = false)));
  on("click", "[data-copy]", (_, b) => {
    void navigator.clipboard.writeText(b.dataset["copy"] ?? "").then(() => toast("Copied."));
  });
}
