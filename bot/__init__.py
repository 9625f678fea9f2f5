"""Khwamdee: a good-deed bank that a Thai sub-district runs by chatting in LINE."""
