"""Made-up data: two countries, three languages, messy files, and the truth beside them.

Every value is drawn at random from valid ranges: no number, account, wallet or name was taken from anywhere. Domains
end in five random characters so that nobody is likely to own them. The same options give the same bytes.
"""

from spean.synth.agreement import example_agreement
from spean.synth.generate import generate
from spean.synth.options import SynthOptions, SynthSummary

__all__ = ["SynthOptions", "SynthSummary", "example_agreement", "generate"]
