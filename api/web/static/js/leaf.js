// What the viewer shows: a page image with the quoted words over it, or the text around them.

import { el, svg } from "./dom.js";

// `page` as /api/v1/documents/{id}/pages/{n} gives it: boxes in points, origin top left.
export async function pagePlate(page, source) {
  const picture = el("img", {
    src: source,
    width: Math.round(page.width),
    height: Math.round(page.height),
    alt: `Ảnh trang ${page.number}; bấm “Xem chữ” để đọc phần chữ`,
  });
  await picture.decode();
  const over = svg("svg", { viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true", focusable: "false" });
  for (const { left, top, right, bottom } of page.boxes) {
    over.append(svg("rect", { class: "highlight", x: left, y: top, width: right - left, height: bottom - top }));
  }
  return el("div", { class: "plate" }, picture, over);
}

// Offsets count code points, JavaScript's strings count UTF-16 units: cut through an array.
export function textExcerpt({ text, start, end, length }, place) {
  const letters = Array.from(text);
  const from = place.start - start;
  const to = place.end - start;
  const mark = el("mark", {}, letters.slice(from, to).join(""));
  const before = (start > 0 ? "… " : "") + letters.slice(0, from).join("");
  const after = letters.slice(to).join("") + (end < length ? " …" : "");
  return el("div", { class: "excerpt" }, before, mark, after);
}
