// The chat page: takes over the form, streams the answer, keeps this session's questions in memory.

import { el } from "./dom.js";
import "./page.js";
import { Failure, asking } from "./service.js";
import { Turn } from "./turn.js";

const LIMIT = 2000;
const WARN_FROM = 1800;
const UNFORESEEN = "Trang gặp lỗi ngoài dự kiến. Hãy tải lại trang.";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = form.querySelector("button[type=submit]");
const stop = document.getElementById("stop");
const transcript = document.getElementById("transcript");
const welcome = document.getElementById("welcome");
const history = document.getElementById("history");
const left = document.getElementById("left");

const asked = [];
let running = null;

function busy(controller) {
  running = controller;
  send.hidden = controller !== null;
  stop.hidden = controller === null;
}

function remembered(question, number) {
  asked.push(question);
  history.querySelector("ol").append(el("li", {}, el("a", { href: `#luot-${number}` }, question)));
  history.hidden = asked.length < 2;
}

async function streamInto(turn, question, literal, signal) {
  for await (const { name, data } of asking(question, literal, signal)) {
    if (name === "status") turn.working(data);
    if (name === "statement") turn.stated(data);
    if (name === "done") turn.done(data);
  }
}

async function ask(question, literal = []) {
  const number = transcript.children.length + 1;
  const turn = new Turn(number, question, () => running ?? ask(question, ["dau"]));
  const controller = new AbortController();
  welcome.hidden = true;
  document.getElementById("problem")?.remove();
  transcript.append(turn.element);
  remembered(question, number);
  turn.element.scrollIntoView({ block: "start" });
  busy(controller);
  try {
    await streamInto(turn, question, literal, controller.signal);
  } catch (error) {
    if (error.name === "AbortError") turn.stopped();
    else turn.failed(error instanceof Failure ? error.message : UNFORESEEN, () => running ?? ask(question, literal));
    if (!(error instanceof Failure) && error.name !== "AbortError") throw error;
  } finally {
    busy(null);
  }
}

function grown() {
  box.rows = Math.min(8, box.value.split("\n").length + Math.floor(box.value.length / 90));
  const length = Array.from(box.value).length;
  left.textContent = length >= WARN_FROM ? ` Đã nhập ${length} ký tự.` : "";
  left.classList.toggle("over", length > LIMIT);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (running !== null || question === "") {
    box.focus();
    return;
  }
  box.value = "";
  grown();
  box.focus();
  ask(question);
});

box.addEventListener("keydown", (event) => {
  // isComposing: Enter then ends a Vietnamese input method's word
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
  if (event.key === "ArrowUp" && box.value === "" && asked.length) {
    event.preventDefault();
    box.value = asked[asked.length - 1];
    grown();
  }
});

box.addEventListener("input", grown);
stop.addEventListener("click", () => {
  running?.abort();
  box.focus();
});
