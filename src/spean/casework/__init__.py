"""Cases, clearances, requests, deadlines, approvals and feedback: what people decide, one transaction an act."""
