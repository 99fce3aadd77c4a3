"""The site as people reach it: one waitress process over a data folder, and JSON of a given size beside it.

``python -m benchmarks.web.serving DATA_DIR BYTES`` prints the port it listens on, and serves until stopped.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from waitress.server import create_server

from directory.app import create_app
from directory.settings import read_settings

CHECKOUT = Path(__file__).resolve().parents[2]
STATIC = "/static.json"
THREADS = 4
"""As many as waitress has by itself."""


def beside(app: Callable[..., Any], size: int) -> Callable[..., Any]:
    """The application, and a ready answer of JSON at an address of its own: as fast as this server is."""
    body = json.dumps({"services": "x" * size}).encode()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] != STATIC:
            return app(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


@contextmanager
def served(data_dir: Path, size: int) -> Iterator[int]:
    """The port of a server process over ``data_dir``; RuntimeError if it doesn't begin."""
    command = [sys.executable, "-m", "benchmarks.web.serving", str(data_dir), str(size)]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            if not line:
                raise RuntimeError("the server did not begin")
            yield int(line)
        finally:
            server.kill()


def main(data_dir: str, size: str) -> None:
    app = create_app(read_settings({"CAREMARKET_DATA_DIR": data_dir}))
    server = create_server(beside(app, int(size)), host="127.0.0.1", port=0, threads=THREADS)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
