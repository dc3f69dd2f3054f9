// The citation viewer: beside the text on wide screens, a full-screen sheet on narrow ones.

import { button, el } from "./dom.js";
import { pagePlate, textExcerpt } from "./leaf.js";
import { Failure, json } from "./service.js";

const ZOOMS = ["zoom-1", "zoom-2", "zoom-3"];
const AROUND = 1500;

const dialog = document.getElementById("viewer");
const wide = window.matchMedia("(min-width: 64rem)");
const stage = el("div", { class: "stage", tabindex: 0, role: "region", "aria-label": "Nội dung trích dẫn" });
const name = el("h2", { id: "viewer-name", tabindex: -1 });
const leaf = document.createTextNode("");
const position = el("span", { class: "position", role: "status" }, el("span", { class: "spare" }, "Trang "), leaf);
const previous = button("‹", () => turn(-1), { "aria-label": "Trang trước", title: "Trang trước" });
const next = button("›", () => turn(1), { "aria-label": "Trang sau", title: "Trang sau" });
const smaller = button("−", () => zoom(-1), { "aria-label": "Thu nhỏ", title: "Thu nhỏ" });
const larger = button("+", () => zoom(1), { "aria-label": "Phóng to", title: "Phóng to" });
const other = button("", () => show({ ...shown, asText: !shown.asText }), { class: "worded" });
const whole = el("a", { class: "button" }, "Toàn văn");
const close = button("Đóng", () => dialog.close(), { class: "worded" });

let shown = null;
let opener = null;
let loading = null;
let level = 0;

dialog.append(
  el("div", { class: "bar" }, name, close),
  el("div", { class: "bar tools" }, previous, position, next, smaller, larger, other, whole),
  stage,
);

export function open(link) {
  const { document: id, start, end, page, label } = link.dataset;
  opener = link;
  document.querySelectorAll("[aria-current=true]").forEach((old) => old.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  name.textContent = label;
  level = 0;
  if (!dialog.open) reveal();
  show({ id, start: Number(start), end: Number(end), page: page ? Number(page) : null, asText: !page });
  name.focus({ preventScroll: true });
}

function reveal() {
  if (wide.matches) {
    dialog.show();
    document.body.classList.add("with-viewer");
    return;
  }
  dialog.showModal();
  // so that a telephone's Back closes the sheet and not the conversation
  window.history.pushState({ viewer: true }, "");
}

async function show(place) {
  shown = place;
  loading?.abort();
  loading = new AbortController();
  const { signal } = loading;
  tools();
  stage.setAttribute("aria-busy", "true");
  try {
    const content = await (place.asText ? excerpt(place, signal) : plate(place, signal));
    stage.replaceChildren(content);
    stage.querySelector(".highlight, mark")?.scrollIntoView({ block: "center", inline: "center" });
  } catch (error) {
    if (error.name === "AbortError") return;
    const message = error instanceof Failure ? error.message : "Không mở được trích dẫn này.";
    stage.replaceChildren(el("p", { class: "problem", role: "alert" }, message, " ", button("Thử lại", () => show(place))));
  }
  stage.removeAttribute("aria-busy");
}

function tools() {
  const base = `/documents/${encodeURIComponent(shown.id)}`;
  const paged = !shown.asText;
  whole.href = `${base}?start=${shown.start}&end=${shown.end}#trich-dan`;
  other.textContent = paged ? "Xem chữ" : "Xem ảnh";
  other.hidden = shown.page === null;
  for (const tool of [previous, next, smaller, larger]) tool.hidden = !paged;
  smaller.disabled = level === 0;
  larger.disabled = level === ZOOMS.length - 1;
  position.hidden = !paged;
  stage.classList.remove(...ZOOMS);
  stage.classList.add(ZOOMS[level]);
}

async function plate(place, signal) {
  const base = `/api/v1/documents/${encodeURIComponent(place.id)}/pages/${place.page}`;
  const page = await json(`${base}?start=${place.start}&end=${place.end}`, signal);
  leaf.data = `${page.number}/${page.pages}`;
  previous.disabled = page.number <= 1;
  next.disabled = page.number >= page.pages;
  return pagePlate(page, `${base}/image?width=1400`);
}

async function excerpt(place, signal) {
  const from = Math.max(0, place.start - AROUND);
  const base = `/api/v1/documents/${encodeURIComponent(place.id)}/text`;
  return textExcerpt(await json(`${base}?start=${from}&end=${place.end + AROUND}`, signal), place);
}

function turn(step) {
  show({ ...shown, page: shown.page + step });
}

function zoom(step) {
  level = Math.min(ZOOMS.length - 1, Math.max(0, level + step));
  tools();
  stage.querySelector(".highlight")?.scrollIntoView({ block: "center", inline: "center" });
}

dialog.addEventListener("close", () => {
  loading?.abort();
  document.body.classList.remove("with-viewer");
  opener?.removeAttribute("aria-current");
  opener?.focus();
  if (window.history.state?.viewer) window.history.back();
});

window.addEventListener("popstate", () => {
  if (dialog.open && !wide.matches) dialog.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.open) dialog.close();
});
