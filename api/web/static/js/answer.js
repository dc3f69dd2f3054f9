// The parts of an answer as elements; the same structure as templates/answer.html.

import { el } from "./dom.js";
import { linkTo, nameOf, placeOf } from "./places.js";

const LONGEST = 360;

function chip(citation) {
  const text = ` ${nameOf(citation)}, ${placeOf(citation)}`;
  return el("a", { class: "chip", ...linkTo(citation) }, el("b", {}, `[${citation.index + 1}]`), text);
}

export function statementItem({ text, citations }) {
  const chips = citations.flatMap((citation) => [chip(citation), " "]);
  return el("li", {}, el("p", {}, text), el("p", { class: "chips" }, ...chips));
}

export function quoteItem(citation) {
  const title = citation.title && citation.number ? ` – ${citation.title}` : "";
  const link = el("a", linkTo(citation), nameOf(citation));
  const source = el("p", { class: "source" }, link, `${title}, ${placeOf(citation)}`);
  const parts = [el("blockquote", {}, citation.quote), source];
  if (citation.doubt) parts.push(doubtBox(citation));
  return el("li", { value: citation.index + 1 }, ...parts);
}

// Why these words should be held against the page, with its image beside.
function doubtBox(citation) {
  const text = el("p", {}, citation.doubt);
  if (!citation.pages || citation.pages.length === 0) return el("div", { class: "doubt" }, text);
  const page = citation.pages[0];
  const src = `/api/v1/documents/${encodeURIComponent(citation.document_id)}/pages/${page}/image?width=600`;
  const image = el("img", { src, loading: "lazy", alt: `Ảnh trang ${page} để đối chiếu` });
  return el("div", { class: "doubt" }, text, el("a", linkTo(citation), image));
}

function clipped(text) {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, text.lastIndexOf(" ", LONGEST))} …`;
}

function card(hit) {
  const place = { ...hit, pages: hit.pages ?? (hit.page ? [hit.page] : []) };
  const where = el("span", { class: "where" }, placeOf(place));
  const title = hit.title && hit.number ? el("p", { class: "of" }, hit.title) : null;
  const heading = el("h3", {}, el("a", linkTo(place), nameOf(hit)), " ", where);
  return el("article", { class: "card" }, heading, title, el("p", { class: "words" }, clipped(hit.text)));
}

export function nearestSection(hits) {
  return el("section", { class: "nearest" }, el("h3", {}, "Các đoạn gần nhất trong kho"), ...hits.map(card));
}

export function refusalLine(answer) {
  const text = answer.statements.length
    ? "Kho văn bản không có căn cứ cho đúng điều được hỏi. Văn bản nêu như sau:"
    : "Không trả lời được: kho văn bản không có đoạn nào đủ căn cứ cho câu hỏi này.";
  return el("p", { class: "refusal" }, text);
}

// What goes on the clipboard: the statements, then every quote with where it stands.
export function plainText(answer) {
  const marks = (indexes) => indexes.map((index) => `[${index + 1}]`).join("");
  const statements = answer.statements.map(({ text, citations }) => `${text} ${marks(citations)}`);
  const quotes = answer.citations.map(
    (citation, index) =>
      `[${index + 1}] ${nameOf(citation)}, ${placeOf(citation)}: “${citation.quote}”` +
      (citation.doubt ? ` (${citation.doubt})` : ""),
  );
  return [answer.question, "", ...statements, "", ...quotes].join("\n");
}
