"""Numbers that states give their citizens: the form and check digit of each.

Thailand: 13 digits with a modulo-11 check digit, weights 13 down to 2 (Department of Provincial Administration).
"""

import re


def is_thai_id(digits: str) -> bool:
    """Says whether 13 digits hold the check digit of a Thai citizen or tax number."""
    if not re.fullmatch(r"[0-9]{13}", digits) or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])
