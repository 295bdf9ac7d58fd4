"""The only place that speaks to others: delivery with receipts, and both parts of the private matching over HTTP."""
