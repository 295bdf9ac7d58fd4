"""One node: everything built from its Settings, and what an officer can do with it, one module per part of the work.

Every function that an officer calls takes the node and an `Authority` (their credential, or a signed-in session),
does one act in one transaction, and logs it in the same transaction before it answers.
"""
