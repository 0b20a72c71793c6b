"""`-D cluster=tcp://scheduler:8786`: the scenarios of a run on the workers of a Dask cluster."""
