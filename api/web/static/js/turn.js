// One question and its answer as it comes in.

import { nearestSection, plainText, quoteItem, refusalLine, statementItem } from "./answer.js";
import { button, el } from "./dom.js";

export class Turn {
  // `askAsTyped` asks the same again with every accent as it was typed.
  constructor(number, question, askAsTyped) {
    this.askAsTyped = askAsTyped;
    this.status = el("p", { class: "status", role: "status" }, "Đang gửi câu hỏi…");
    this.statements = el("ol", { class: "statements", "aria-live": "polite", "aria-relevant": "additions" });
    this.quoteList = el("ol");
    this.quotes = el("section", { class: "quotes", hidden: true }, el("h3", {}, "Trích nguyên văn"), this.quoteList);
    this.body = el("div", { class: "answer", "aria-busy": "true" }, this.status, this.statements, this.quotes);
    const heading = el("h2", { class: "question", id: `cau-${number}` }, question);
    this.element = el("article", { class: "turn", id: `luot-${number}`, "aria-labelledby": `cau-${number}` });
    this.element.append(heading, this.body);
    this.quoted = new Set();
  }

  working({ message }) {
    this.status.textContent = message;
  }

  stated(statement) {
    this.statements.append(statementItem(statement));
    for (const citation of statement.citations) {
      if (this.quoted.has(citation.index)) continue;
      this.quoted.add(citation.index);
      this.quoteList.append(quoteItem(citation));
      this.quotes.hidden = false;
    }
  }

  done(answer) {
    this.#agreeWith(answer);
    if (answer.refused) this.statements.before(refusalLine(answer));
    if (answer.understood !== answer.question) this.body.prepend(this.#understoodLine(answer.understood));
    for (const notice of answer.notices) this.body.append(el("p", { class: "notice" }, notice));
    if (answer.nearest.length) this.body.append(nearestSection(answer.nearest));
    this.#settle(answer.citations.length ? `Đã đối chiếu ${answer.citations.length} trích dẫn với nguyên văn.` : "");
    if (answer.statements.length) this.status.append(" ", copyButton(answer));
    this.body.append(this.status);
  }

  stopped() {
    this.#settle("Đã dừng theo yêu cầu.");
  }

  failed(message, retry) {
    this.#settle("");
    this.body.append(el("p", { class: "problem", role: "alert" }, message, " ", button("Thử lại", retry)));
  }

  // The whole answer has the last word, should it differ from what was streamed.
  #agreeWith(answer) {
    const same = this.statements.children.length === answer.statements.length;
    if (same && this.quoted.size === answer.citations.length) return;
    this.statements.replaceChildren();
    this.quoteList.replaceChildren();
    this.quoted.clear();
    for (const { text, citations } of answer.statements) {
      this.stated({ text, citations: citations.map((index) => ({ ...answer.citations[index], index })) });
    }
  }

  #understoodLine(words) {
    const again = button("Hỏi đúng như đã gõ", this.askAsTyped);
    again.className = "undo";
    return el("p", { class: "understood" }, "Câu hỏi được hiểu là “", el("b", {}, words), "”. ", again);
  }

  #settle(text) {
    this.body.removeAttribute("aria-busy");
    this.status.textContent = text;
    this.status.classList.add("settled");
  }
}

function copyButton(answer) {
  const copy = button("Sao chép kèm trích dẫn", async () => {
    try {
      await navigator.clipboard.writeText(plainText(answer));
      copy.textContent = "Đã sao chép";
    } catch {
      copy.textContent = "Trình duyệt không cho sao chép";
    }
  });
  copy.className = "quiet";
  return copy;
}
