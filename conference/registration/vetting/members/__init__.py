"""The association's list of members, kept as digests that a number, an address or a name can be compared with."""
