"""The order desk's screens."""
