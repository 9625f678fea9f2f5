"""What LINE's ids tell of a chat: `U…` is one person's own, `C…` a group, `R…` a room."""

PERSON = "U"


def is_group(chat_id: str) -> bool:
    """Read by many: a push there costs a message for each of them."""
    return not chat_id.startswith(PERSON)
