"""A Qdrant server's REST interface over the client's own emulation, on loopback: what our client says really goes
through HTTP, and the server can be made to refuse, stall and fall over. Its rankings are the emulation's; how a real
server or cluster answers, it cannot tell."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from qdrant_client import QdrantClient
from qdrant_client import models as m


class RestQdrant:
    """`key`: the only one let in. `failures`: statuses to answer next, in turn. `stall_s`: wait before each answer."""

    def __init__(self):
        self.client = QdrantClient(":memory:")
        self.lock = threading.Lock()
        self.key = ""
        self.failures = []
        self.stall_s = 0.0
        self.status = "green"
        self.requests = []
        self.created = {}
        self.indexed = {}
        self.url = ""

    def answer(self, method, path, body):
        """(status, result) of a request to an address without its query."""
        if self.failures:
            return self.failures.pop(0), None
        parts = path.strip("/").split("/")
        try:
            with self.lock:
                return 200, self.routed(method, parts, body)
        except ValueError as error:
            return (404 if "not found" in str(error) else 400), str(error)

    def routed(self, method, parts, body):
        c = self.client
        match method, parts:
            case "GET", ["collections"]:
                return c.get_collections()
            case "GET", ["aliases"]:
                return c.get_aliases()
            case "POST", ["collections", "aliases"]:
                return self.aliases(body["actions"])
            case "GET", ["collections", name, "exists"]:
                return {"exists": c.collection_exists(name)}
            case "GET", ["collections", name]:
                schema = {field: {"data_type": kind, "points": 0} for field, kind in self.indexed.get(name, {}).items()}
                return c.get_collection(name).model_dump(mode="json") | {
                    "status": self.status,
                    "payload_schema": schema,
                }
            case "PUT", ["collections", name]:
                if c.collection_exists(name):
                    raise ValueError(f"Collection {name} already exists")
                asked = m.CreateCollection.model_validate(body)
                self.created[name] = body
                return c.create_collection(name, asked.vectors, asked.sparse_vectors)
            case "DELETE", ["collections", name]:
                self.indexed.pop(name, None)
                return c.delete_collection(name)
            case "PUT", ["collections", name, "index"]:
                self.indexed.setdefault(name, {})[body["field_name"]] = body["field_schema"]
                return {"operation_id": 1, "status": "completed"}
            case "PUT", ["collections", name, "points"]:
                return c.upsert(name, m.PointsList.model_validate(body).points)
            case "POST", ["collections", name, "points", "delete"]:
                return c.delete(name, m.FilterSelector.model_validate(body))
            case "POST", ["collections", name, "points", "count"]:
                return c.count(name, m.CountRequest.model_validate(body).filter, exact=True)
            case "POST", ["collections", name, "points", "scroll"]:
                asked = m.ScrollRequest.model_validate(body)
                found, after = c.scroll(name, limit=asked.limit, offset=asked.offset, with_vectors=asked.with_vector)
                return {"points": [record.model_dump(mode="json") for record in found], "next_page_offset": after}
            case "POST", ["collections", name, "facet"]:
                return c.facet(name, body["key"], limit=body["limit"], exact=body["exact"])
            case "POST", ["collections", name, "points", "query"]:
                asked = m.QueryRequest.model_validate(body)
                query = asked.query.nearest if isinstance(asked.query, m.NearestQuery) else asked.query
                return c.query_points(
                    name, query=query, using=asked.using, query_filter=asked.filter, limit=asked.limit
                )
        raise ValueError(f"not found: {method} {parts}")

    def aliases(self, actions):
        kinds = {"create_alias": m.CreateAliasOperation, "delete_alias": m.DeleteAliasOperation}
        operations = [kinds[next(iter(action))].model_validate(action) for action in actions]
        return self.client.update_collection_aliases(operations)


@contextlib.contextmanager
def serving_qdrant():
    """A `RestQdrant` that listens at its `url` until the end of the block."""
    served = RestQdrant()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path = self.path.partition("?")[0]
            served.requests.append((self.command, path))
            if served.stall_s:
                time.sleep(served.stall_s)
            if served.key and self.headers.get("api-key") != served.key:
                status, result = 401, "Invalid API key or JWT"
            else:
                status, result = served.answer(self.command, path, body)
            result = result.model_dump(mode="json") if hasattr(result, "model_dump") else result
            shape = {"result": result, "status": "ok"} if status == 200 else {"status": {"error": result}}
            content = json.dumps(shape | {"time": 0.0}).encode()
            with contextlib.suppress(OSError):  # who ran out of patience has hung up
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = respond

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        served.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield served
        server.shutdown()
        thread.join(5)
        served.client.close()
