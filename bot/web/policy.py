"""What a page may load: only what is ours, and pictures from where it says."""


def content_policy(*images: str) -> str:
    """`images` are other servers whose pictures the page shows."""
    pictures = " ".join(("'self'", "data:", *images))
    return f"default-src 'self'; img-src {pictures}; frame-ancestors 'none'; base-uri 'none'"
