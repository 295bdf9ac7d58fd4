"""HTTP to a partner's node: its configured address only, no redirects, no proxies, answers bounded in size and time."""

import asyncio

import httpx

from spean.errors import PartnerAway, PartnerFault, PartnerRefused

#: The largest answer read: a tag set of a million values is 32 MiB as hex.
MAX_ANSWER_BYTES = 48 * 1024 * 1024
#: For each step of a connection, and for a whole exchange, its first byte to its last: a partner that trickles must
#: not hold up what is meant for it next.
TIMEOUT_SECONDS, ANSWER_SECONDS = 20, 120
MEDIA_TYPE = "application/jose"


class Transport:
    """Posts signed messages; several threads may."""

    def __init__(self) -> None:
        self._tls = httpx.create_ssl_context(trust_env=False)

    def post(self, url: str, path: str, token: str) -> str:
        """Posts a signed message and gives the partner's signed answer, unverified.

        Not to be called on a thread that runs an event loop: only such a loop can bound the whole exchange in time,
        the headers of the answer among it, and this starts one.

        Raises:
            PartnerAway: no answer, or a server's fault: worth trying again.
            PartnerRefused: the partner refused it, with its code.
        """
        try:
            status, body = asyncio.run(self._exchange(f"{url}{path}", token))
        except TimeoutError as error:
            raise PartnerAway("the partner's node did not finish its answer in time") from error
        # ExceptionGroup: what the library under it lets through, as of a port beyond 65535.
        except (httpx.HTTPError, httpx.InvalidURL, OverflowError, ExceptionGroup) as error:
            raise PartnerAway(f"the partner's node did not answer ({type(error).__name__})") from error
        if status >= 500:
            raise PartnerFault(f"the partner's node answered {status}")
        if status != 200:
            raise PartnerRefused(f"the partner's node refused: {_printable(body)}")
        return body

    def close(self) -> None:
        """Nothing is kept open between two messages."""

    async def _exchange(self, address: str, token: str) -> tuple[int, str]:
        headers = {"content-type": MEDIA_TYPE, "accept-encoding": "identity"}
        async with (
            asyncio.timeout(ANSWER_SECONDS),
            httpx.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=TIMEOUT_SECONDS, verify=self._tls
            ) as client,
            client.stream("POST", address, content=token, headers=headers) as response,
        ):
            return response.status_code, await _read(response)


async def _read(response: httpx.Response) -> str:
    chunks, size = [], 0
    async for chunk in response.aiter_raw():  # never unpacked: a small answer can't grow
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            raise PartnerRefused("the partner's answer is too large")
        chunks.append(chunk)
    return b"".join(chunks).decode("ascii", errors="replace")


def _printable(text: str) -> str:
    return "".join(c for c in text[:200] if c.isprintable())
