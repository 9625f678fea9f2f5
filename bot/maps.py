"""What we ask of a map's keeper: the address at a place. Google's is the one we know.

Nothing here logs or repeats a place: an error names Google's status and no more.
"""

from typing import Any, Protocol

from bot.errors import GiveUp, RetryLater

TIMEOUTS = (5, 10)
"""Seconds to connect, and to wait for an answer."""

A_SECOND = 10
"""Questions at most; Google takes fifty."""

AGAIN = ("OVER_QUERY_LIMIT", "UNKNOWN_ERROR")
"""Google's statuses that a later try may mend; the others say what an operator must do."""


class Geocoder(Protocol):
    def address(self, lat: float, lon: float) -> str | None:
        """The address, in Thai; None where there is none. Raises RetryLater or GiveUp."""


class GoogleGeocoder:
    """Google's Geocoding API. It asks once: trying again is the errand's business."""

    def __init__(self, key: str, base: str) -> None:
        import googlemaps

        connect, read = TIMEOUTS
        self._errors = googlemaps.exceptions
        # The library believes that every key begins with AIza; Google's newer ones do not.
        self._client = googlemaps.Client(
            key="AIza", base_url=base, connect_timeout=connect, read_timeout=read,
            retry_over_query_limit=False,
            queries_per_second=A_SECOND, queries_per_minute=60 * A_SECOND,
            requests_kwargs={"hooks": {"response": _stop_at_errors}},
        )  # fmt: skip
        self._client.key = key

    def address(self, lat: float, lon: float) -> str | None:
        try:
            found = self._client.reverse_geocode((lat, lon), language="th")
        except self._errors.ApiError as error:
            if error.status in AGAIN:
                raise RetryLater(f"Google: {error.status}") from None
            raise GiveUp(f"Google: {error.status}") from None
        except self._errors.Timeout:
            raise RetryLater("Google: no answer in time") from None
        except self._errors.TransportError as error:
            raise _transport(error.base_exception) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RetryLater("Google: an answer that cannot be read") from None
        return _first_address(found)


def _stop_at_errors(response: Any, *_: object, **__: object) -> None:
    """Without this the library would sleep and ask again, with the errands waiting behind it."""
    response.raise_for_status()


def _transport(cause: Any) -> RetryLater | GiveUp:
    """Only the status is told: the cause's own words contain the address that was asked."""
    status = getattr(getattr(cause, "response", None), "status_code", None)
    if status is not None and 400 <= status < 500 and status not in (408, 429):
        return GiveUp("Google refuses", status=status)
    return RetryLater(f"Google: {status or 'cannot be reached'}", status=status)


def _first_address(found: Any) -> str | None:
    first = found[0] if isinstance(found, list) and found else None
    address = first.get("formatted_address") if isinstance(first, dict) else None
    return address if isinstance(address, str) and address else None
