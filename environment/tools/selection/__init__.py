"""`make selection-check`: what the selection by a change, the order by risk and a budget would have found."""
