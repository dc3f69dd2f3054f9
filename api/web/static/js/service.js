// Talking to /api/v1: JSON, server-sent events, and failures as Vietnamese sentences.

const UNREACHABLE = "Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.";
const CUT = "Kết nối bị ngắt trước khi trả lời xong. Hãy hỏi lại.";
const UNCLEAR = "Hệ thống trả lời không đúng quy cách. Hãy thử lại; nếu vẫn lỗi, báo người quản trị.";

export class Failure extends Error {}

async function reached(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failure(UNREACHABLE);
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Failure(body?.error?.message ?? UNCLEAR);
}

export async function json(url, signal) {
  const response = await reached(url, { signal, headers: { Accept: "application/json" } });
  return response.json();
}

function parsed(block) {
  const event = { name: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event.name = line.slice(7);
    if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  return event.data ? { name: event.name, data: JSON.parse(event.data) } : null;
}

async function* blocks(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    yield* parts;
  }
}

// Yields {name, data} until "done"; an "error" event and a broken connection are thrown. `literal`: parts as typed.
export async function* asking(question, literal, signal) {
  const response = await reached("/api/v1/ask", {
    method: "POST",
    signal,
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question, literal }),
  });
  try {
    for await (const block of blocks(response.body)) {
      const event = parsed(block);
      if (event === null) continue;
      if (event.name === "error") throw new Failure(event.data.error.message);
      yield event;
      if (event.name === "done") return;
    }
  } catch (error) {
    if (error instanceof Failure || error.name === "AbortError") throw error;
    throw new Failure(CUT);
  }
  throw new Failure(CUT);
}
