"""Certificates: snapshots that nothing changes afterwards."""
