"""HTTP to a partner's node: its configured address only, no redirects, no proxies, bounded answers."""

import httpx

from spean.errors import PartnerAway, PartnerRefused

#: The largest answer read: a tag set of a million values is 32 MiB as hex.
MAX_ANSWER_BYTES = 48 * 1024 * 1024
TIMEOUT_SECONDS = 20
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
                "POST", f"{url}{path}", content=token, headers={"content-type": MEDIA_TYPE}
            ) as response:
                body = self._read(response)
        except httpx.HTTPError as error:
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
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_ANSWER_BYTES:
                raise PartnerRefused("the partner's answer is too large")
            chunks.append(chunk)
        return b"".join(chunks).decode("ascii", errors="replace")


def _printable(text: str) -> str:
    return "".join(c for c in text[:200] if c.isprintable())
