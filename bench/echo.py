"""What we are compared with: the floor (HMAC only) and the SDK's own synchronous echo.

python -m bench.echo floor PORT | echo PORT LINE_BASE SERVER
"""

import sys
from typing import Any

from flask import Flask, abort, request

from bench.load import SECRET


def floor() -> Flask:
    """Nothing but the signature, under the same server as ours."""
    from bot.line.signature import Signature

    app, signature = Flask("floor"), Signature(SECRET)

    @app.post("/line/webhook")
    def receive() -> tuple[str, int]:
        fits = signature.fits(
            request.get_data(cache=False), request.headers.get("X-Line-Signature")
        )
        return ("", 200) if fits else ("signature", 400)

    return app


def echo(line_base: str) -> Flask:
    """The shape of the SDK's flask-echo example: parse, reply, then answer LINE."""
    from linebot.v3 import WebhookHandler
    from linebot.v3.exceptions import InvalidSignatureError
    from linebot.v3.messaging import (
        ApiClient,
        Configuration,
        MessagingApi,
        ReplyMessageRequest,
        TextMessage,
    )
    from linebot.v3.webhooks import MessageEvent, TextMessageContent

    app, handler = Flask("echo"), WebhookHandler(SECRET)
    configuration = Configuration(access_token="bench token", host=line_base)

    @app.post("/line/webhook")
    def receive() -> str:
        try:
            handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    @handler.add(MessageEvent, message=TextMessageContent)
    def answer(event: Any) -> None:
        with ApiClient(configuration) as client:
            MessagingApi(client).reply_message_with_http_info(
                ReplyMessageRequest(
                    replyToken=event.reply_token, messages=[TextMessage(text=event.message.text)]
                )
            )

    return app


def main() -> None:
    import waitress

    from bot.processes import WEB_THREADS

    what, port = sys.argv[1], int(sys.argv[2])
    if what == "floor":
        waitress.serve(floor(), listen=f"127.0.0.1:{port}", threads=WEB_THREADS, ident=None)
    elif sys.argv[4] == "flask":
        echo(sys.argv[3]).run(port=port)
    else:
        threads = int(sys.argv[4])
        waitress.serve(echo(sys.argv[3]), listen=f"127.0.0.1:{port}", threads=threads, ident=None)


if __name__ == "__main__":
    main()
