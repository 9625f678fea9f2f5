"""LINE's side of things: the only package that knows its JSON, its limits and its SDK."""
