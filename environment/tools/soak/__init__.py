"""Random episodes of checkouts, cancellations and refunds with faults and kills; the audit judges each."""
