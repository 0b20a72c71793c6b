"""Gift cards and store credit: money of customers that the shop holds, and that is not revenue yet."""
