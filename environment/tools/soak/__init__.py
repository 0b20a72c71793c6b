"""Random episodes of checkouts, cancellations and refunds with faults and kills; an audit after each."""
