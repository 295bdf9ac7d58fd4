"""The example agreement of the demo, and the schema of every agreement file.

A file is TOML. Dates are TOML dates, or `"not stated"`, which is an answer like any other. Versions of one text that
differ stand side by side under their point; nothing in the file says that one is right unless `prevailing_text` does.

- `[agreement]`: `id`, `title`, `parties` (ISO 3166-1 alpha-2), `date`, `place`, `body`, `prevailing_text` (the
  language or source that prevails where texts differ, or "not stated"), `example` (true: called an example wherever
  it is shown).
- `[agreement.covers]`: what release decides by: `from`, optional `until`, `offences` (words of the closed list),
  `purposes`; and each `[[agreement.covers.basis]]` with `id`, `title`, `date` and the `offences` it reaches.
- `[[agreement.source]]`: `id`, `publisher`, `title`, `url`, `date`, `lang`, optional `note`.
- `[[point]]`: `id` (`AGREEMENT/NUMBER`, never reused), `area`; below it any number of
  - `[[point.text]]`: `party` (whose statement it is), `source`, `lang`, `date`, `wording`. A party without one has
    not stated the point.
  - `[[point.commitment]]`: `id` (`POINT/word`), `by` (parties), `text`, `source`, `due`, optional `measures`.
- `[[unplaced]]`: a text that one source counts among the points and that fits none of another's: `area` and the
  keys of a `[[point.text]]`.
"""

from importlib.resources import files


def example_agreement() -> str:
    """Gives the text of the example agreement, as TOML."""
    return files("spean.synth").joinpath("agreement.toml").read_text("utf-8")
