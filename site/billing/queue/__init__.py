"""The finance queue: money matters that wait for a person."""
