"""A chat model that says what a test tells it to, behind /v1/chat/completions on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY = "the-right-key"
REFUSED = '{"error": {"message": "Incorrect API key provided"}}'

Request = dict[str, Any]
Reply = Callable[[Request], tuple[int, str]]
Events = Callable[[Request], Iterator[str]]  # what is written as it is, until it ends or raises


class Server:
    """Remembers what it was sent."""

    def __init__(self, reply: Reply, events: Events | None = None, **headers: str) -> None:
        """Args: events: in place of the stream that would be made of the reply."""
        self.asked: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append({"path": self.path, **body})
                status, text = reply(body)
                if self.headers["Authorization"] not in (f"Bearer {KEY}", "Bearer none"):
                    status, text = 401, REFUSED
                streamed = status == 200 and body.get("stream")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                kind = "text/event-stream" if streamed else "application/json"
                self.send_header("Content-Type", kind)
                if not streamed:
                    self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                try:
                    for part in (events or _one_text(text))(body) if streamed else [text]:
                        self.wfile.write(part.encode())
                        self.wfile.flush()
                except OSError:  # whoever asked has gone, or the test cuts it
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Server:
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def event(request: Request, content: str) -> str:
    """A piece of a reply in the shape that was asked for: a call of the tool, or text."""
    delta: dict[str, Any] = {"role": "assistant", "content": content}
    if request.get("tools"):
        name = request["tools"][0]["function"]["name"]
        function = {"name": name, "arguments": content}
        call = {"index": 0, "id": "call-1", "type": "function", "function": function}
        delta = {"role": "assistant", "content": None, "tool_calls": [call]}
    return _event({"index": 0, "delta": delta, "finish_reason": None})


def _event(choice: dict[str, Any]) -> str:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    return f"data: {json.dumps({**head, 'choices': [choice]})}\n\n"


END = _event({"index": 0, "delta": {}, "finish_reason": "stop"}) + "data: [DONE]\n\n"


def _one_text(text: str) -> Events:
    def events(request: Request) -> Iterator[str]:
        yield from (event(request, text[at : at + 40]) for at in range(0, len(text), 40))
        yield END

    return events


def says(*statements: tuple[str, str]) -> Reply:
    """A model that says these sentences, each resting on words of the passage that has them."""

    def reply(request: Request) -> tuple[int, str]:
        shown = passages_of(request)
        proposed = [
            {"sentence": sentence, "quotes": [{"passage": place(words, shown), "words": words}]}
            for sentence, words in statements
        ]
        return 200, json.dumps({"statements": proposed})

    return reply


def passages_of(request: Request) -> list[str]:
    """What was shown, by number; the first is what stands before them."""
    return str(request["messages"][-1]["content"]).split(' number="')


def place(words: str, shown: list[str]) -> int:
    return next((number for number, each in enumerate(shown) if words in each), 1)
