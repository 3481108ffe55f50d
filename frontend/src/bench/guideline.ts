import type { Api } from "./api.ts";
import { h, safe } from "./dom.ts";
import { t } from "./words.ts";

/** The guideline beside the task: sections that open, and a search over all of them. */
export async function guidelineView(api: Api, version: string): Promise<HTMLElement> {
  const guideline = await api.guideline(version);
  const sections = guideline.sections.map((section, nth) =>
    h("details", { open: nth === 0 }, h("summary", {}, section.title), safe(section.html)));
  const search = h("input", { type: "search", class: "form-control", placeholder: t("Search the guideline"), "aria-label": t("Search the guideline"),
    oninput: () => {
      const wanted = search.value.trim().toLowerCase();
      for (const section of sections) {
        const isHit = (section.textContent ?? "").toLowerCase().includes(wanted);
        section.hidden = !isHit;
        if (wanted) section.open = isHit;
      }
    } });
  return h("aside", { class: "panel guideline", "aria-label": t("Guideline") },
    h("header", {}, h("h2", {}, guideline.title), h("span", { class: "quiet-text" }, t("version {n}", { n: guideline.number }))),
    h("div", { class: "body" }, search), ...sections);
}
