"""The block list and its quiet holds: kept by the safety team alone, invisible to everybody else."""
