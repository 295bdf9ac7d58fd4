"""HTTP to a partner's node: its configured address only, no redirects, no proxies, answers bounded in size and time."""

import time

import httpx

from spean.errors import PartnerAway, PartnerRefused

#: The largest answer read: a tag set of a million values is 32 MiB as hex.
MAX_ANSWER_BYTES = 48 * 1024 * 1024
#: For each step of a connection, and for a whole answer: a partner that trickles must not hold up the others.
TIMEOUT_SECONDS, ANSWER_SECONDS = 20, 120
MEDIA_TYPE = "application/jose"


class Transport:
    """Posts signed messages."""

    def __init__(self) -> None:
        self._client = httpx.Client(follow_redirects=False, trust_env=False, timeout=TIMEOUT_SECONDS)

    def post(self, url: str, path: str, token: str) -> str:
        """Posts a signed message and gives the partner's signed answer, unverified.

        Raises:
            PartnerAway: no answer, or a server's fault: worth trying again.
            PartnerRefused: the partner refused it, with its code.
        """
        try:
            with self._client.stream(
                "POST",
                f"{url}{path}",
                content=token,
                headers={"content-type": MEDIA_TYPE, "accept-encoding": "identity"},
            ) as response:
                body = self._read(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PartnerAway(f"the partner's node did not answer ({type(error).__name__})") from error
        if response.status_code >= 500:
            raise PartnerAway(f"the partner's node answered {response.status_code}")
        if response.status_code != 200:
            raise PartnerRefused(f"the partner's node refused: {_printable(body)}")
        return body

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def _read(self, response: httpx.Response) -> str:
        chunks, size, end = [], 0, time.monotonic() + ANSWER_SECONDS
        for chunk in response.iter_raw():  # never unpacked: a small answer can't grow
            size += len(chunk)
            if size > MAX_ANSWER_BYTES:
                raise PartnerRefused("the partner's answer is too large")
            if time.monotonic() > end:
                raise PartnerAway("the partner's node did not finish its answer in time")
            chunks.append(chunk)
        return b"".join(chunks).decode("ascii", errors="replace")


def _printable(text: str) -> str:
    return "".join(c for c in text[:200] if c.isprintable())
