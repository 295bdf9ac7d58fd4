"""The audit log: Merkle tree, signed checkpoints, commitments to entries."""
