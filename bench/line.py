"""LINE for the benchmarks: answers every call after a latency, and notes when tokens were used.

    python -m bench.line PORT LATENCY_MS

A bare asyncio server, so that the machine's two cores go to what is measured. It checks nothing but
that a reply token is used once; the tests do that through the simulator. It prints the moment of
the first reply, and on SIGTERM as JSON, for each reply token, the moments (this machine's monotonic
clock) at which a reply with it arrived.
"""

import asyncio
import json
import signal
import sys
import time
from collections import defaultdict

USED: dict[str, list[float]] = defaultdict(list)
PUSHES: list[float] = []
BODY = json.dumps(
    {
        "sentMessages": [{"id": "1", "quoteToken": "q"}],
        "displayName": "คน",
        "userId": "U" + "0" * 32,
        "basicId": "@bench",
    }
).encode()
REFUSAL = json.dumps({"message": "Invalid reply token"}).encode()


def _answer(status: bytes, body: bytes) -> bytes:
    return (
        b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nx-line-request-id: r\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (status, len(body), body)
    )


ANSWER, USED_BEFORE = _answer(b"200 OK", BODY), _answer(b"400 Bad Request", REFUSAL)


async def serve(port: int, latency: float) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                fresh = _note(head, body)
                await asyncio.sleep(latency)
                writer.write(ANSWER if fresh else USED_BEFORE)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()  # the bot went, or we are told to end

    server = await asyncio.start_server(talk, "127.0.0.1", port, backlog=1024)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await stop.wait()
    server.close()
    sys.stdout.write(json.dumps({"used": USED, "pushes": len(PUSHES)}) + "\n")


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _note(head: bytes, body: bytes) -> bool:
    """False for a token that was used before."""
    now = time.monotonic()
    if head.startswith(b"POST /v2/bot/message/reply"):
        if not USED:
            sys.stdout.write(f"{now}\n")
            sys.stdout.flush()
        times = USED[json.loads(body)["replyToken"]]
        times.append(now)
        return len(times) == 1
    if head.startswith(b"POST /v2/bot/message/push"):
        PUSHES.append(now)
    return True


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
